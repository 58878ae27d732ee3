package dev.baton.client;

import java.util.ArrayList;
import java.util.List;

/**
 * The client's command line.
 *
 * @param data what {@code --data} says, or null
 * @param words the command and its arguments
 */
record Invocation(String data, List<String> words) {
  private static final String DATA = "--data";
  private static final String SHELL = "shell";

  static final String USAGE =
      """
      usage: baton start [--data DIR] [--http HOST:PORT] [--name NAME]
                         [--cluster HOST:PORT] [--join HOST:PORT,...]    run a node
                         [--force-restore]    without a majority that is gone for good
             baton shell [--data DIR]        open the shell of a running node
             baton [--data DIR] COMMAND...   run one command on it: status, deploy FILE, ...
             baton [--data DIR] help         list the commands of a running node
             baton demo                      see an upgrade under load
      """;

  Invocation {
    words = List.copyOf(words);
  }

  /** {@code --data} stands before the command, or anywhere after {@code shell}. */
  static Invocation of(List<String> arguments) throws ClientException {
    String data = null;
    List<String> words = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean ours = words.isEmpty() || words.get(0).equals(SHELL);
      if (ours && argument.equals(DATA)) {
        if (++i == arguments.size()) {
          throw ClientException.usage("--data needs a DIR");
        }
        data = arguments.get(i);
      } else if (ours && argument.startsWith(DATA + "=")) {
        data = argument.substring(DATA.length() + 1);
      } else if (words.isEmpty() && argument.startsWith("-") && !isHelp(argument)) {
        throw ClientException.usage(
            "There is no option '" + argument + "' before the command; there is --data DIR");
      } else {
        words.add(argument);
      }
    }
    return new Invocation(data, words);
  }

  private static boolean isHelp(String word) {
    return word.equals("--help") || word.equals("-h") || word.equals("help");
  }

  /** Whether only the usage is wanted. */
  boolean help() {
    return words.size() == 1 && isHelp(words.get(0));
  }

  boolean interactive() {
    return !words.isEmpty() && words.get(0).equals(SHELL);
  }
}
