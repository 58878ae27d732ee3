package dev.baton.bench.cluster;

import java.util.Set;

/**
 * What is measured.
 *
 * @param entries how many counters there are where a node dies, comes or is drained
 * @param repeats how many clusters live through that, and how many pairs are made of calls
 * @param rate requests per second where a node dies, comes or is drained; 0 for what takes half of
 *     the processor time
 * @param part {@code life}, {@code calls}, or {@code all}
 */
record ClusterOptions(int entries, int repeats, int rate, String part) {
  private static final Set<String> PARTS = Set.of("all", "life", "calls");

  ClusterOptions {
    if (!PARTS.contains(part)) {
      throw new IllegalArgumentException("--part is '" + part + "'; there are " + PARTS);
    }
  }

  /**
   * @throws IllegalArgumentException if an argument is unknown or no number
   */
  static ClusterOptions parse(String... arguments) {
    ClusterOptions options = new ClusterOptions(1_000_000, 3, 0, "all");
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("'" + arguments[i] + "' needs a value");
      }
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private ClusterOptions with(String name, String value) {
    return switch (name) {
      case "--entries" -> new ClusterOptions(Integer.parseInt(value), repeats, rate, part);
      case "--repeats" -> new ClusterOptions(entries, Integer.parseInt(value), rate, part);
      case "--rate" -> new ClusterOptions(entries, repeats, Integer.parseInt(value), part);
      case "--part" -> new ClusterOptions(entries, repeats, rate, value);
      default ->
          throw new IllegalArgumentException(
              "Unknown argument '" + name + "'; there are --entries, --repeats, --rate, --part");
    };
  }

  boolean life() {
    return !part.equals("calls");
  }

  boolean calls() {
    return !part.equals("life");
  }
}
