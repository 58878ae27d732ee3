package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why this node must not take part while certain older members are there: they are of another
 * cluster with something recorded, as this one's has, or have its name. Belongs to the ledger's
 * thread, but for {@link #words}.
 */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final Cluster cluster;
  private final Map<UUID, Peer> foreign = new HashMap<>();
  private volatile Optional<String> words = Optional.empty();

  Refusals(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Why this node takes part in nothing, on any thread; empty if it may. */
  Optional<String> words() {
    return words;
  }

  /** A peer is of another cluster, and both have something recorded. */
  boolean foreign(Peer peer) {
    if (foreign.put(peer.member(), peer) == null) {
      LOG.warn("Node {} is of another cluster than this one", peer.name());
    }
    return update();
  }

  /** Looks again who is there; returns whether anything changed. */
  boolean update() {
    foreign.keySet().retainAll(cluster.members().stream().map(Peer::member).toList());
    UUID self = cluster.self().member();
    Optional<String> next =
        cluster.members().stream()
            .takeWhile(peer -> !peer.member().equals(self))
            .map(this::refusal)
            .flatMap(Optional::stream)
            .findFirst();
    if (next.equals(words)) {
      return false;
    }
    words = next;
    next.ifPresent(why -> LOG.warn("This node takes part in nothing: {}", why));
    return true;
  }

  private Optional<String> refusal(Peer older) {
    Peer self = cluster.self();
    if (foreign.containsKey(older.member())) {
      return Optional.of(
          "this node belongs to another cluster than "
              + older.name()
              + ", and both have something recorded: start it without joining that one, or"
              + " with an empty data directory");
    }
    if (older.name().equals(self.name()) && !older.node().equals(self.node())) {
      return Optional.of(
          "there is another node called "
              + self.name()
              + ": start this one with another name, by --name");
    }
    return Optional.empty();
  }
}
