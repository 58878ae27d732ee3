package dev.baton.shell.session;

import java.util.Set;

/** The words that end an interactive session; they end the client, never the node. */
final class Leave {
  private static final Set<String> WORDS = Set.of("exit", "quit", "logout");

  private Leave() {}

  static Set<String> words() {
    return WORDS;
  }

  static boolean isMeant(String line) {
    return WORDS.contains(line.strip());
  }
}
