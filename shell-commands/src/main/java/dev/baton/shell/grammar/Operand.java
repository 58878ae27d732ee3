package dev.baton.shell.grammar;

import java.lang.reflect.Parameter;
import org.apache.felix.service.command.Descriptor;

/**
 * A word that a command takes by its place.
 *
 * @param takes what it stands for
 * @param type what it is read as
 * @param optional whether it may be left out
 * @param description in a few words
 */
public record Operand(Word takes, Class<?> type, boolean optional, String description) {

  static Operand of(Parameter parameter) {
    Takes takes = parameter.getAnnotation(Takes.class);
    return new Operand(
        takes.value(),
        parameter.getType(),
        takes.optional(),
        parameter.getAnnotation(Descriptor.class).value());
  }
}
