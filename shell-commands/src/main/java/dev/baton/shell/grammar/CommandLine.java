package dev.baton.shell.grammar;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the words of one command line into the arguments of the command's method. */
public final class CommandLine {
  private final Grammar grammar;
  private final Map<Option, String> given = new HashMap<>();
  private final List<String> places = new ArrayList<>();

  private CommandLine(Grammar grammar) {
    this.grammar = grammar;
  }

  /**
   * Reads a command line.
   *
   * @param words what follows the command's name
   * @param directory what files are relative to
   * @return the arguments that follow the session, in the order of the method's parameters
   * @throws UsageException if a word is unknown, missing, too much or cannot be read
   */
  public static List<Object> read(Grammar grammar, List<String> words, Path directory) {
    CommandLine line = new CommandLine(grammar);
    line.sort(new ArrayDeque<>(words));
    line.requirePlaces();
    return line.arguments(directory);
  }

  private void sort(Deque<String> words) {
    boolean onlyPlaces = false;
    while (!words.isEmpty()) {
      String word = words.remove();
      if (onlyPlaces || !word.startsWith("-") || word.equals("-")) {
        places.add(word);
      } else if (word.equals("--")) {
        onlyPlaces = true;
      } else {
        takeOption(word, words);
      }
    }
  }

  private void takeOption(String word, Deque<String> following) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Option option = grammar.option(name).orElseThrow(() -> unknownOption(name));
    if (option.flag() && equals >= 0) {
      throw new UsageException(name + " takes no value, but was given '" + word + "'");
    }
    if (option.flag()) {
      given.put(option, "true");
    } else if (equals >= 0) {
      given.put(option, word.substring(equals + 1));
    } else if (following.isEmpty()) {
      throw new UsageException(name + " needs a " + option.takes() + "; usage: " + grammar.usage());
    } else {
      given.put(option, following.remove());
    }
  }

  private UsageException unknownOption(String name) {
    List<String> known =
        grammar.options().stream().flatMap(option -> option.names().stream()).toList();
    String accepted =
        known.isEmpty()
            ? "It takes none; usage: " + grammar.usage()
            : "It takes "
                + grammar.options().stream().map(Option::usage).collect(Collectors.joining(", "));
    return new UsageException(
        grammar.name()
            + " has no option '"
            + name
            + "'"
            + Near.didYouMean(name, known)
            + " "
            + accepted);
  }

  private void requirePlaces() {
    List<Operand> operands = grammar.operands();
    for (int i = places.size(); i < operands.size(); i++) {
      if (!operands.get(i).optional()) {
        throw new UsageException(
            grammar.name() + " needs a " + operands.get(i).takes() + "; usage: " + grammar.usage());
      }
    }
    if (places.size() > operands.size()) {
      throw new UsageException(
          "'"
              + places.get(operands.size())
              + "' is too much for "
              + grammar.name()
              + "; usage: "
              + grammar.usage());
    }
  }

  private List<Object> arguments(Path directory) {
    List<Object> arguments = new ArrayList<>();
    int place = 0;
    for (Object word : grammar.words()) {
      if (word instanceof Option option) {
        String text = given.getOrDefault(option, option.absent());
        arguments.add(
            option.flag()
                ? (Object) given.containsKey(option)
                : Values.read(option.names().get(0), text, option.type(), directory));
      } else {
        Operand operand = (Operand) word;
        String text = place < places.size() ? places.get(place) : null;
        place++;
        arguments.add(
            text == null
                ? null
                : Values.read(operand.takes().name(), text, operand.type(), directory));
      }
    }
    return arguments;
  }
}
