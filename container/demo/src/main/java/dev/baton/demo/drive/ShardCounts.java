package dev.baton.demo.drive;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many shards each node of a cluster holds.
 *
 * @param shards by the node's name; of nodes that are away there is nothing
 */
public record ShardCounts(Map<String, Integer> shards) {

  /** As {@code baton nodes} says at one of them. */
  public static ShardCounts at(Operator operator) throws IOException, InterruptedException {
    return parse(operator.run("nodes"));
  }

  /**
   * Reads the table: a heading, a line for each node that begins with its name, what it does and
   * how many shards it holds, then what nodes say is wrong.
   */
  static ShardCounts parse(String table) throws IOException {
    Map<String, Integer> shards = new TreeMap<>();
    for (String line : table.lines().skip(1).takeWhile(each -> !each.isBlank()).toList()) {
      String[] cells = line.split("\\s{2,}");
      if (cells.length < 3) {
        throw new IOException("Not a table of nodes:\n" + table);
      }
      if (!cells[2].equals("-")) {
        shards.put(cells[0], Integer.parseInt(cells[2].replace(",", "")));
      }
    }
    return new ShardCounts(shards);
  }

  /** How many a node holds; 0 if it is away. */
  public int of(String node) {
    return shards.getOrDefault(node, 0);
  }

  /** How many all of them hold. */
  public int sum() {
    return shards.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Such as {@code node-1 21, node-2 22}. */
  @Override
  public String toString() {
    return shards.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .reduce((one, next) -> one + ", " + next)
        .orElse("nobody");
  }
}
