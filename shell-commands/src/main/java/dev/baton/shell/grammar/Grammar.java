package dev.baton.shell.grammar;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;

/**
 * What one command accepts, read from its method: the first parameter is the session, one with
 * Gogo's {@code @Parameter} is an option, any other an operand; each has a {@code @Descriptor}.
 */
public final class Grammar {
  private final String name;
  private final String description;
  private final Method method;
  private final List<Object> words;
  private final List<Option> options;
  private final List<Operand> operands;

  private Grammar(String name, Method method) {
    this.name = name;
    this.method = method;
    this.description = method.getAnnotation(Descriptor.class).value();
    this.words = Arrays.stream(method.getParameters()).skip(1).map(Grammar::word).toList();
    this.options = words.stream().filter(Option.class::isInstance).map(Option.class::cast).toList();
    this.operands =
        words.stream().filter(Operand.class::isInstance).map(Operand.class::cast).toList();
  }

  private static Object word(Parameter parameter) {
    org.apache.felix.service.command.Parameter option =
        parameter.getAnnotation(org.apache.felix.service.command.Parameter.class);
    return option == null ? Operand.of(parameter) : Option.of(parameter, option);
  }

  /**
   * The grammar of the public method of this name.
   *
   * @throws IllegalArgumentException if the class has none that takes a session first
   */
  public static Grammar of(Class<?> command, String name) {
    return Arrays.stream(command.getMethods())
        .filter(method -> method.getName().equals(name))
        .filter(
            method ->
                method.getParameterCount() > 0
                    && method.getParameterTypes()[0] == CommandSession.class)
        .findFirst()
        .map(method -> new Grammar(name, method))
        .orElseThrow(
            () ->
                new IllegalArgumentException(command + " has no method " + name + "(session, …)"));
  }

  public String name() {
    return name;
  }

  public String description() {
    return description;
  }

  public List<Option> options() {
    return options;
  }

  public List<Operand> operands() {
    return operands;
  }

  /** The method that this was read from. */
  public Method method() {
    return method;
  }

  /** Options and operands in the order of the method's parameters. */
  List<Object> words() {
    return words;
  }

  /** The option of this name, if there is one. */
  public Optional<Option> option(String optionName) {
    return options.stream().filter(option -> option.names().contains(optionName)).findFirst();
  }

  /** Its name and operands: {@code rollback SERVICE [VERSION]}. */
  public String usageOfPlaces() {
    List<String> parts = new ArrayList<>(List.of(name));
    for (Operand operand : operands) {
      parts.add(operand.optional() ? "[" + operand.takes() + "]" : operand.takes().name());
    }
    return String.join(" ", parts);
  }

  /** In one line: {@code rollback SERVICE [VERSION] [--hold]}. */
  public String usage() {
    List<String> parts = new ArrayList<>(List.of(usageOfPlaces()));
    for (Option option : options) {
      parts.add("[" + option.usage() + "]");
    }
    return String.join(" ", parts);
  }
}
