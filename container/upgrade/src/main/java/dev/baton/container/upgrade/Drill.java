package dev.baton.container.upgrade;

import dev.baton.container.HandoffOptions;
import dev.baton.container.RefusedException;
import dev.baton.container.cluster.Peer;
import dev.baton.container.gate.HoldFigures;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.far.Far;
import dev.baton.container.upgrade.handoff.CutOver;
import dev.baton.container.upgrade.handoff.Figures;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.nodes.Ranges;
import dev.baton.state.follower.FarEndException;
import dev.baton.state.follower.Follower;
import dev.baton.state.protocol.Header;
import dev.baton.state.shard.Shard;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;

/**
 * Proves that the shards of a service which this node holds could be taken over: for each of them,
 * the node that would be its successor loads a follower, catches up, and has the same digests while
 * callers wait a moment; its copy is level too. Then the follower is thrown away. One shard after
 * the other; no shard changes its holder.
 */
final class Drill {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final Node node;
  private final ServiceBundle service;
  private final RunningAct act;
  private final SecureRandom random = new SecureRandom();

  Drill(Node node, ServiceBundle service, RunningAct act) {
    this.node = node;
    this.service = service;
    this.act = act;
  }

  /**
   * Blocks until all are through.
   *
   * @param seen shards that need not be looked at, by number; takes those that this looked at
   * @param problems takes why some shards could not be taken over, and which
   * @return what was loaded elsewhere, and how long each gate was closed
   */
  Figures run(Set<Integer> seen, Collection<String> problems) throws InterruptedException {
    Figures all = Figures.NONE;
    Map<String, List<Integer>> failed = new LinkedHashMap<>();
    for (Shard shard : service.shards()) {
      act.checkAbort();
      Lock lock = service.lock(shard.id().number());
      lock.lockInterruptibly();
      try {
        if (shard.tables() != null && seen.add(shard.id().number())) {
          all = all.plus(rehearse(shard, all.entries()));
        }
      } catch (RefusedException | FarEndException why) {
        failed
            .computeIfAbsent(why.getMessage(), each -> new ArrayList<>())
            .add(shard.id().number());
      } finally {
        lock.unlock();
      }
    }
    failed.forEach(
        (why, shards) ->
            problems.add(service.name() + ": " + why + " (" + Ranges.of(shards) + ")"));
    return all;
  }

  private Figures rehearse(Shard shard, long before) throws InterruptedException {
    Peer successor = successor(shard);
    String version = shard.tables().version().version();
    Far far = new Far(node.cluster(), successor, shard.id(), version, random.nextLong());
    Follower follower = shard.followAt(far, version);
    try {
      follower.load(n -> act.count(before + n, 0, "entries"));
      Duration closed =
          new CutOver(shard, service.gate(), service.at(version), HandoffOptions.defaults(), act)
              .rehearse(follower, () -> requireLevel(shard, successor));
      return new Figures(follower.entries(), follower.bytes(), List.of(closed), HoldFigures.NONE);
    } finally {
      follower.cancel();
    }
  }

  /** Who takes the shard if this node is gone: the next node of those that keep copies of it. */
  private Peer successor(Shard shard) {
    List<UUID> copies = new ArrayList<>(node.map().replicas(shard.id()));
    List<Peer> others =
        node.parts().others().stream().filter(peer -> node.record().mayHold(peer.node())).toList();
    return copies.stream()
        .flatMap(copy -> others.stream().filter(peer -> peer.node().equals(copy)))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    "no other node that is here and not being drained keeps a copy"));
  }

  /** What a takeover begins with, the successor's own copy, has everything that was answered. */
  private void requireLevel(Shard shard, Peer successor) {
    Header held = shard.header().orElseThrow();
    Header copy;
    try {
      copy =
          node.map()
              .header(shard.id(), successor.node())
              .toCompletableFuture()
              .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
              .orElse(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("The node is stopping");
    } catch (ExecutionException | TimeoutException silent) {
      throw new RefusedException(
          "the copy on " + successor.name() + " does not answer: " + silent, silent);
    }
    if (copy == null || !copy.complete() || !copy.isLevelWith(held)) {
      throw new RefusedException(
          "the copy on " + successor.name() + " is at " + copy + ", and the shard at " + held);
    }
  }
}
