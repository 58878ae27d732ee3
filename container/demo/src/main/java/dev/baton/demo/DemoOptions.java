package dev.baton.demo;

import java.util.List;

/**
 * What the demo shows.
 *
 * @param nodes how many nodes there are to begin with: one, or a cluster that survives a death
 * @param entries how many counters there are
 * @param rate requests per second
 * @param connections how many clients there are
 * @param json whether the last line is the outcome as JSON
 */
record DemoOptions(int nodes, int entries, int rate, int connections, boolean json) {
  private static final int RATE = 2000;

  /** What three nodes and their clients can do on two cores while they do something else. */
  private static final int RATE_OF_SEVERAL = 500;

  static final String USAGE =
      """
      baton demo [--nodes N] [--entries N] [--rate N] [--connections N] [--json]
        starts a node, upgrades a service under live clients, rolls it back, audits every counter;
        with --nodes 3, starts three, upgrades, kills one, adds one, drains one, audits
        --nodes N        how many nodes there are to begin with: 1, or 3 to 5 (1)
        --entries N      how many counters there are (100000)
        --rate N         requests per second (2000, or 500 of several nodes)
        --connections N  keep-alive connections, each with one call at a time (32)
        --json           print the outcome as one JSON object on the last line
      """;

  /**
   * @throws IllegalArgumentException if an argument is unknown or no number; the message says which
   */
  static DemoOptions parse(List<String> arguments) {
    int nodes = 1;
    int entries = 100_000;
    int rate = 0;
    int connections = 32;
    boolean json = false;
    for (int i = 0; i < arguments.size(); i++) {
      String option = arguments.get(i);
      String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
      switch (option) {
        case "--json" -> json = true;
        case "--nodes" -> nodes = nodes(option, value);
        case "--entries" -> entries = number(option, value, 1, 10_000_000);
        case "--rate" -> rate = number(option, value, 1, 100_000);
        case "--connections" -> connections = number(option, value, 1, 1000);
        default -> throw new IllegalArgumentException("Unknown argument '" + option + "'");
      }
      if (!option.equals("--json")) {
        i++;
      }
    }
    int usual = nodes == 1 ? RATE : RATE_OF_SEVERAL;
    return new DemoOptions(nodes, entries, rate > 0 ? rate : usual, connections, json);
  }

  /** A majority of two does not survive a death. */
  private static int nodes(String option, String value) {
    int nodes = number(option, value, 1, 5);
    if (nodes == 2) {
      throw new IllegalArgumentException(
          option + " is '2'; of two nodes none may die, so 1 or 3 to 5 are needed");
    }
    return nodes;
  }

  private static int number(String option, String value, int least, int most) {
    if (value.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        option + " is '" + value + "'; a number from " + least + " to " + most + " is needed");
  }
}
