package dev.baton.state.hazelcast;

import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the copies have told this member that they have stored. The last word of each node is kept,
 * since it may come before the primary's answer. Thread-safe; nothing blocks.
 */
final class Confirmations {
  private final Map<ShardId, Told> told = new ConcurrentHashMap<>();

  /** Of one shard; its own lock. */
  private static final class Told {
    private final Map<UUID, Header> stored = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();

    private boolean all(Header wanted) {
      return missing(wanted).isEmpty();
    }

    private Set<UUID> missing(Header wanted) {
      Set<UUID> missing = new TreeSet<>(wanted.copies().nodes());
      missing.removeIf(node -> stored.containsKey(node) && stored.get(node).includes(wanted));
      return missing;
    }
  }

  private record Waiting(Header wanted, CompletableFuture<Void> all) {}

  /** A node has stored this header and all that came with it. */
  void confirmed(ShardId shard, UUID node, Header stored) {
    List<CompletableFuture<Void>> complete = new ArrayList<>();
    Told of = of(shard);
    synchronized (of) {
      Header before = of.stored.get(node);
      if (before == null || !before.includes(stored)) {
        of.stored.put(node, stored);
      }
      of.waiting.removeIf(
          each -> {
            boolean done = each.all.isDone() || of.all(each.wanted);
            if (done) {
              complete.add(each.all);
            }
            return done;
          });
    }
    complete.forEach(each -> each.complete(null));
  }

  /** Completes when every node of the header's copy set has stored it, or a later one. */
  CompletableFuture<Void> all(ShardId shard, Header wanted) {
    CompletableFuture<Void> all = new CompletableFuture<>();
    Told of = of(shard);
    synchronized (of) {
      if (of.all(wanted)) {
        all.complete(null);
      } else {
        of.waiting.removeIf(each -> each.all.isDone());
        of.waiting.add(new Waiting(wanted, all));
      }
    }
    return all;
  }

  /** The nodes of the header's copy set that have not told that they stored it. */
  Set<UUID> missing(ShardId shard, Header wanted) {
    Told of = of(shard);
    synchronized (of) {
      return of.missing(wanted);
    }
  }

  /** Whether another node of the header's copy set than this one has told that it stored it. */
  boolean isElsewhere(ShardId shard, Header wanted, UUID self) {
    Told of = of(shard);
    synchronized (of) {
      return wanted.copies().nodes().stream()
          .filter(node -> !node.equals(self))
          .map(of.stored::get)
          .anyMatch(stored -> stored != null && stored.includes(wanted));
    }
  }

  /** Forgets a service that is discarded. */
  void forget(String service) {
    told.keySet().removeIf(shard -> shard.service().equals(service));
  }

  private Told of(ShardId shard) {
    return told.computeIfAbsent(shard, each -> new Told());
  }
}
