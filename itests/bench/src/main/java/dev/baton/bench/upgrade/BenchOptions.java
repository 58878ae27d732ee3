package dev.baton.bench.upgrade;

import java.util.Arrays;
import java.util.List;

/**
 * What is measured.
 *
 * @param entries the numbers of counters, one course each
 * @param pairs how many upgrades in each course, with a quiet window each
 * @param rate requests per second
 */
record BenchOptions(List<Integer> entries, int pairs, int rate) {

  /**
   * @throws IllegalArgumentException if an argument is unknown or no number
   */
  static BenchOptions parse(String... arguments) {
    BenchOptions options = new BenchOptions(List.of(1_000, 100_000, 1_000_000), 5, 2000);
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("'" + arguments[i] + "' needs a value");
      }
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private BenchOptions with(String name, String value) {
    return switch (name) {
      case "--entries" ->
          new BenchOptions(
              Arrays.stream(value.split(",")).map(Integer::valueOf).toList(), pairs, rate);
      case "--pairs" -> new BenchOptions(entries, Integer.parseInt(value), rate);
      case "--rate" -> new BenchOptions(entries, pairs, Integer.parseInt(value));
      default ->
          throw new IllegalArgumentException(
              "Unknown argument '" + name + "'; there are --entries, --pairs and --rate");
    };
  }
}
