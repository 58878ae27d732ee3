package dev.baton.shell.grammar;

import java.lang.reflect.Parameter;
import java.util.List;
import org.apache.felix.service.command.Descriptor;

/**
 * An option of a command.
 *
 * @param names its name and other names, each with its dashes
 * @param takes the word that follows it; null for a flag
 * @param type what that word is read as
 * @param absent the word that stands in when the option is left out; empty for nothing
 * @param description in a few words
 */
public record Option(
    List<String> names, Word takes, Class<?> type, String absent, String description) {

  static Option of(Parameter parameter, org.apache.felix.service.command.Parameter annotation) {
    Takes takes = parameter.getAnnotation(Takes.class);
    return new Option(
        List.of(annotation.names()),
        takes == null ? null : takes.value(),
        parameter.getType(),
        takes == null ? "" : annotation.absentValue(),
        parameter.getAnnotation(Descriptor.class).value());
  }

  /** Whether it stands alone. */
  public boolean flag() {
    return takes == null;
  }

  /** As in the usage line: {@code --max-pause DURATION}. */
  public String usage() {
    return flag() ? names.get(0) : names.get(0) + " " + takes;
  }
}
