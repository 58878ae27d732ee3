package dev.baton.container.upgrade.nodes;

import dev.baton.container.PeerStatus;
import dev.baton.container.RefusedException;
import dev.baton.container.ShardStatus;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.upgrade.act.Acts;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.record.ClusterRecord;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.state.protocol.ShardId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Has shards held where an operator wants them. It is recorded where that is; their holders go by
 * the record and hand one shard over after the other.
 */
final class Moves {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long LOOK_AGAIN_MS = 100;

  private final ClusterNodes nodes;
  private final Cluster cluster;
  private final ClusterRecord record;

  Moves(ClusterNodes nodes, Cluster cluster, ClusterRecord record) {
    this.nodes = nodes;
    this.cluster = cluster;
    this.record = record;
  }

  Acts.Body move(String service, int shard, String name) {
    return act -> {
      UUID node = nodes.node(name);
      ServiceRecord known = record.service(service);
      if (known == null) {
        throw new RefusedException("No service '" + service + "'; there are " + nodes.names());
      }
      if (shard < 0 || shard >= known.shards()) {
        throw new RefusedException(
            service + " has the shards 0 to " + (known.shards() - 1) + ", not " + shard);
      }
      if (cluster.peers().stream().noneMatch(peer -> peer.node().equals(node))) {
        throw new RefusedException(name + " is away");
      }
      ShardId id = new ShardId(service, shard);
      record.want(Map.of(id, node));
      await(Map.of(id, nodes.name(node)), act);
      return ClusterNodes.report("move", id.toString(), act, List.of(name + " holds it"));
    };
  }

  Acts.Body rebalance() {
    return act -> {
      List<Leveling.Held> held = new ArrayList<>();
      for (ShardStatus shard : nodes.shards(null)) {
        if (shard.holder().isEmpty()) {
          continue; // it is on its way, or waits for somebody
        }
        ShardId id = new ShardId(shard.service(), shard.number());
        held.add(new Leveling.Held(id, shard.holder(), shard.load()));
      }
      Map<String, UUID> serving = new TreeMap<>();
      nodes.nodes().stream()
          .filter(node -> node.state().equals("serves"))
          .forEach(node -> serving.put(node.name(), UUID.fromString(node.id())));
      Map<ShardId, String> wanted = Leveling.moves(held, serving.keySet());
      Map<ShardId, UUID> recorded = new TreeMap<>();
      wanted.forEach((shard, node) -> recorded.put(shard, serving.get(node)));
      if (!recorded.isEmpty()) {
        record.want(recorded);
        await(wanted, act);
      }
      return ClusterNodes.report("rebalance", "", act, notes(wanted));
    };
  }

  private List<String> notes(Map<ShardId, String> moved) {
    if (moved.isEmpty()) {
      return List.of("no shard was moved: it would not be more even");
    }
    List<String> notes = new ArrayList<>();
    notes.add(moved.size() == 1 ? "1 shard was moved" : moved.size() + " shards were moved");
    for (PeerStatus node : nodes.nodes()) {
      notes.add(node.name() + " holds " + node.shards());
    }
    return notes;
  }

  /** Waits until all of them are held where they are wanted; as long as another one comes there. */
  private void await(Map<ShardId, String> wanted, RunningAct act) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    int most = 0;
    while (true) {
      act.checkAbort();
      List<ShardStatus> elsewhere =
          nodes.shards(null).stream()
              .filter(each -> wanted.containsKey(new ShardId(each.service(), each.number())))
              .filter(
                  each ->
                      !each.holder().equals(wanted.get(new ShardId(each.service(), each.number()))))
              .toList();
      int there = wanted.size() - elsewhere.size();
      act.count(there, wanted.size(), "shards");
      if (elsewhere.isEmpty()) {
        return;
      }
      if (there > most) {
        most = there;
        deadline = System.nanoTime() + LIMIT.toNanos();
      }
      if (System.nanoTime() - deadline > 0) {
        ShardStatus first = elsewhere.get(0);
        throw new RefusedException(
            first.service()
                + "#"
                + first.number()
                + " is still "
                + (first.holder().isEmpty() ? "nobody's" : "at " + first.holder())
                + " after "
                + LIMIT.toSeconds()
                + " s ("
                + there
                + " of "
                + wanted.size()
                + " shards are where they are wanted); the log of its holder says why");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
    }
  }
}
