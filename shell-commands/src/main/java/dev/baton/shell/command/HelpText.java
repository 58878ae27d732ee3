package dev.baton.shell.command;

import dev.baton.shell.grammar.Grammar;
import dev.baton.shell.grammar.Operand;
import dev.baton.shell.grammar.Option;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code help COMMAND} and {@code COMMAND --help} print. */
final class HelpText {
  private HelpText() {}

  static String of(Grammar grammar) {
    Map<String, String> words = new LinkedHashMap<>();
    for (Operand operand : grammar.operands()) {
      words.put(operand.takes().name(), operand.description());
    }
    for (Option option : grammar.options()) {
      String absent = option.absent().isEmpty() ? "" : " (" + option.absent() + ")";
      words.put(
          String.join(", ", option.names()) + (option.flag() ? "" : " " + option.takes()),
          option.description() + absent);
    }
    return grammar.name()
        + ": "
        + grammar.description()
        + "\n\nusage: "
        + grammar.usage()
        + "\n"
        + (words.isEmpty() ? "" : "\n" + columns(words));
  }

  /** Words with what they mean beside them. */
  static String columns(Map<String, String> words) {
    int width = words.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    words.forEach(
        (word, meaning) ->
            text.append("  ")
                .append(word)
                .append(" ".repeat(width - word.length() + 2))
                .append(meaning)
                .append('\n'));
    return text.toString();
  }
}
