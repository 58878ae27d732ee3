package dev.baton.container.upgrade.nodes;

import dev.baton.state.protocol.ShardId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which shards to hand to whom, so that the nodes answer about as many calls. Greedy: as long as
 * that makes the busiest node and the least busy one more alike, the first gives the second the
 * shard that comes nearest to half of what is between them. A pure function.
 */
final class Leveling {
  /** What a shard weighs that nobody calls, in calls a second: where all is quiet, shards count. */
  private static final double IDLE = 1;

  /** Nodes that differ by less than this part of the mean are alike: loads are not that exact. */
  private static final double ALIKE = 0.1;

  private Leveling() {}

  /**
   * A shard.
   *
   * @param load calls a second
   */
  record Held(ShardId shard, String node, double load) {
    private double weight() {
      return load + IDLE;
    }
  }

  /**
   * @param nodes those that are to hold shards; what others hold stays there
   * @return the node for each shard that is to be moved
   */
  static Map<ShardId, String> moves(List<Held> held, Collection<String> nodes) {
    Map<ShardId, Held> now = new LinkedHashMap<>();
    held.stream()
        .filter(each -> nodes.contains(each.node))
        .sorted(Comparator.comparing(Held::shard))
        .forEach(each -> now.put(each.shard, each));
    Map<ShardId, String> moves = new TreeMap<>();
    for (int left = now.size(); left > 0; left--) {
      Optional<Held> next = next(now.values(), nodes);
      if (next.isEmpty()) {
        break;
      }
      now.put(next.get().shard, next.get());
      moves.put(next.get().shard, next.get().node);
    }
    held.forEach(each -> moves.remove(each.shard, each.node));
    return moves;
  }

  /** A shard as it is held after the best move, if there is one. */
  private static Optional<Held> next(Collection<Held> held, Collection<String> nodes) {
    Map<String, Double> loads = new HashMap<>();
    nodes.forEach(node -> loads.put(node, 0.0));
    held.forEach(each -> loads.merge(each.node, each.weight(), Double::sum));
    Comparator<String> byLoad =
        Comparator.<String>comparingDouble(loads::get).thenComparing(Comparator.naturalOrder());
    String least = nodes.stream().min(byLoad).orElse(null);
    String most = nodes.stream().max(byLoad).orElse(null);
    if (least == null || least.equals(most)) {
      return Optional.empty();
    }
    double between = loads.get(most) - loads.get(least);
    double mean = loads.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    if (between <= mean * ALIKE) {
      return Optional.empty();
    }
    return held.stream()
        .filter(each -> each.node.equals(most) && each.weight() < between)
        .min(Comparator.comparingDouble(each -> Math.abs(each.weight() - between / 2)))
        .map(each -> new Held(each.shard, least, each.load));
  }
}
