package dev.baton.container.upgrade.tend;

import dev.baton.container.RefusedException;
import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.Peer;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Placement;
import dev.baton.state.protocol.ShardId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * What one look at the shards of a service goes by: who is there; their headers in the map, asked
 * all at once; then, only if it is needed, what a majority has recorded and what the stores have.
 * In that order: a member that was let in after a header was read would look like one that is gone.
 * So both are asked again for a header that came later; nobody waits for the headers of others,
 * whose copies the map may still be choosing. Thread-safe.
 */
final class Round {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final Surroundings around;
  private final Stores stores;
  private final ServiceRecord record;
  private final Peer self;
  private final List<Peer> peers;
  private final Map<ShardId, CompletableFuture<Optional<Header>>> headers = new HashMap<>();
  private final Map<UUID, CompletableFuture<BitSet>> held = new HashMap<>();

  /** Those whose header was there before record and stores were asked last. */
  private Set<ShardId> covered = Set.of();

  /** By node, of those that were asked. */
  private final Map<UUID, Map<ShardId, Header>> stored = new HashMap<>();

  /** Whose stores are asked: who said nothing once is not waited for again in this look. */
  private final List<Peer> answering;

  /** Asks for the headers, and the others for what they hold; does not wait for it. */
  Round(Surroundings around, Stores stores, ServiceRecord record, Collection<ShardId> shards) {
    this.around = around;
    this.stores = stores;
    this.record = record;
    this.self = around.cluster().self();
    this.peers = around.cluster().peers();
    this.answering = new ArrayList<>(peers);
    peers.stream()
        .filter(peer -> !peer.equals(self))
        .forEach(peer -> held.put(peer.member(), stores.askHeld(record.name(), peer)));
    shards.forEach(
        shard ->
            headers.put(
                shard,
                around
                    .map()
                    .header(shard)
                    .toCompletableFuture()
                    .copy()
                    .orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)));
  }

  Peer self() {
    return self;
  }

  ServiceRecord record() {
    return record;
  }

  boolean isMember(UUID member) {
    return peers.stream().anyMatch(peer -> peer.member().equals(member));
  }

  /** The name of the node of a member that is here. */
  String nameOf(UUID member) {
    return peers.stream()
        .filter(peer -> peer.member().equals(member))
        .map(Peer::name)
        .findFirst()
        .orElseGet(member::toString);
  }

  /** The names of nodes, also of those that are not here. */
  String names(Set<UUID> nodes) {
    return nodes.stream()
        .map(node -> LedgerEntries.name(around.ledger().now().entries(), node))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /**
   * What the map says of one of the shards, or null if it is not there. Blocks for it.
   *
   * @throws ExecutionException if the map does not answer, as {@link TimeoutException}
   */
  Header header(ShardId shard) throws ExecutionException, TimeoutException {
    try {
      return ofThisLife(headers.get(shard).get().orElse(null));
    } catch (ExecutionException silent) {
      if (silent.getCause() instanceof TimeoutException) {
        throw new TimeoutException("it said nothing within " + LIMIT.toSeconds() + " s");
      }
      throw silent;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException("Interrupted: the node is stopping", e);
    }
  }

  /** Where a shard is kept, as a majority has recorded it since its header was read, or null. */
  Placement placement(ShardId shard) {
    cover(shard);
    return around.record().placement(shard);
  }

  private synchronized void cover(ShardId shard) {
    if (!covered.contains(shard)) {
      Set<ShardId> read =
          headers.keySet().stream()
              .filter(each -> headers.get(each).isDone())
              .collect(Collectors.toSet());
      around.record().refresh();
      covered = read;
      stored.clear();
    }
  }

  /** Completes when the map has said what it knows of a shard, or has not within the limit. */
  CompletableFuture<Void> asked(ShardId shard) {
    return headers.get(shard).handle((header, silent) -> null);
  }

  /** Whether a member that is here may hold a shard, as it said when this look began. Blocks. */
  boolean mayHold(ShardId shard, UUID member) {
    CompletableFuture<BitSet> asked = held.get(member);
    return asked == null || Stores.mayHold(asked, shard.number());
  }

  /** Whether a member that is here says that it does not hold a shard. Blocks for a moment. */
  boolean isGivenUp(ShardId shard, UUID member) {
    return peers.stream()
        .filter(peer -> peer.member().equals(member))
        .anyMatch(peer -> !Stores.mayHold(stores.askHeld(record.name(), peer), shard.number()));
  }

  /**
   * What the stores of the nodes that are here have of a shard since its header was read; null for
   * those without it, nothing of those that do not answer. Blocks for it.
   */
  synchronized Map<UUID, Header> stored(ShardId shard) {
    cover(shard);
    ask(answering);
    return stored(shard, stored);
  }

  /**
   * The same of one node, or null. Nobody else is asked, since who takes what one node has must not
   * wait for a third that says nothing.
   */
  synchronized Header stored(ShardId shard, UUID node) {
    cover(shard);
    ask(answering.stream().filter(peer -> peer.node().equals(node)).toList());
    return stored(shard, stored).get(node);
  }

  private void ask(Collection<Peer> whom) {
    List<Peer> unasked = whom.stream().filter(peer -> !stored.containsKey(peer.node())).toList();
    if (!unasked.isEmpty()) {
      stored.putAll(stores.of(record.name(), unasked));
      answering.removeIf(peer -> unasked.contains(peer) && !stored.containsKey(peer.node()));
    }
  }

  /** The same, asked anew. */
  Map<UUID, Header> storedNow(ShardId shard) {
    return stored(shard, stores.of(record.name(), peers));
  }

  private Map<UUID, Header> stored(ShardId shard, Map<UUID, Map<ShardId, Header>> all) {
    Map<UUID, Header> found = new HashMap<>();
    all.forEach((node, headers) -> found.put(node, ofThisLife(headers.get(shard))));
    return found;
  }

  private Header ofThisLife(Header header) {
    return header != null && header.incarnation().equals(record.incarnation()) ? header : null;
  }
}
