package dev.baton.bench.cluster;

import dev.baton.demo.drive.Operator;
import dev.baton.state.Shards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which node holds which shard of the counter, and which keep copies of it.
 *
 * @param holders names of nodes by number of shard
 * @param copies the same, with commas between
 */
record HeldShards(Map<Integer, String> holders, Map<Integer, String> copies) {
  private static final Pattern LINE =
      Pattern.compile("counter#([0-9]+)\\s+(\\S+)(?:\\s+\\S+){4}\\s*(.*)");

  /** As {@code baton shards counter} says. */
  static HeldShards at(Operator operator) throws IOException, InterruptedException {
    return parse(operator.run("shards", "counter"));
  }

  static HeldShards parse(String table) throws IOException {
    Map<Integer, String> holders = new TreeMap<>();
    Map<Integer, String> copies = new TreeMap<>();
    for (String line : table.lines().skip(1).toList()) {
      Matcher shard = LINE.matcher(line);
      if (!shard.matches()) {
        throw new IOException("Not a table of shards:\n" + table);
      }
      int number = Integer.parseInt(shard.group(1));
      holders.put(number, shard.group(2));
      copies.put(number, shard.group(3).split("\\s{2,}")[0]);
    }
    return new HeldShards(holders, copies);
  }

  /** The shard of a counter. */
  int of(int key) {
    return Shards.of(Integer.toString(key), holders.size());
  }

  boolean isAt(int key, String node) {
    return holders.get(of(key)).equals(node);
  }

  /** Whether a node keeps a copy of a counter. */
  boolean isKeptAt(int key, String node) {
    return List.of(copies.get(of(key)).split(", ")).contains(node);
  }

  /** How many shards a node holds. */
  long count(String node) {
    return holders.values().stream().filter(node::equals).count();
  }

  /**
   * The first counter that a node holds.
   *
   * @throws IllegalArgumentException if it holds no shard
   */
  int keyAt(String node) {
    if (count(node) == 0) {
      throw new IllegalArgumentException(node + " holds no shard");
    }
    return IntStream.iterate(0, key -> key + 1)
        .filter(key -> isAt(key, node))
        .findFirst()
        .orElseThrow();
  }

  /** Writes down the counters, of so many, for which this holds, those of a shard together. */
  Path write(Path file, int entries, IntPredicate which) throws IOException {
    List<String> lines =
        IntStream.range(0, entries)
            .filter(which)
            .boxed()
            .sorted(Comparator.comparing(this::of))
            .map(key -> Integer.toString(key))
            .toList();
    return Files.write(file, lines);
  }
}
