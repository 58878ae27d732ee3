package dev.baton.container.upgrade.tend;

import dev.baton.container.RefusedException;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ClusterRecord.Replacement;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Placement;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.shard.Shard;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over shards that nobody holds.
 *
 * <table>
 * <caption>What the map says, and what follows</caption>
 * <tr><th>header in the map</th><th>then</th></tr>
 * <tr><td>names this member</td><td>claimed: rule 9</td></tr>
 * <tr><td>names a living one</td><td>it is held elsewhere</td></tr>
 * <tr><td>names one that is gone, and this copy has everything</td><td>claimed by the node of the
 *     primary, once the lease of the gone one has run out</td></tr>
 * <tr><td>none, or not of a copy that has everything</td><td>restored by the node with the newest of
 *     the stores that have everything; if there is none, it waits for those that may</td></tr>
 * </table>
 *
 * <p>Blocks while it loads; called under the shard's lock.
 */
final class Takeover {
  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(3);

  private final Surroundings around;
  private final Departures departures;
  private final ServiceBundle service;
  private final ServiceRecord record;
  private final Round round;

  Takeover(
      Surroundings around,
      Departures departures,
      ServiceBundle service,
      ServiceRecord record,
      Round round) {
    this.around = around;
    this.departures = departures;
    this.service = service;
    this.record = record;
    this.round = round;
  }

  /**
   * Looks at a shard and takes it if it is this node's turn.
   *
   * @param readers versions beside the one that takes it, which read what that one cannot
   * @param progress told the number of entries so far
   * @throws RuntimeException if it was this node's turn and failed; it may be tried again
   */
  Standing tend(Shard shard, Collection<VersionState> readers, LongConsumer progress) {
    if (shard.tables() != null) {
      return new Standing.Here();
    }
    Placement placement = around.record().placement(shard.id());
    Header found;
    try {
      found = look(shard.id());
    } catch (ExecutionException | TimeoutException silent) {
      return new Standing.Pending("the handoff map does not answer: " + silent.getMessage());
    }
    if (found != null && found.complete()) {
      UUID holder = found.holder().member();
      if (holder.equals(round.self().member())) {
        return claim(shard, found, placement, readers, progress);
      }
      if (round.isMember(holder)) {
        return new Standing.Elsewhere(holder);
      }
      if (!departures.isOver(holder)) {
        return new Standing.Pending("its holder has left a moment ago");
      }
      Optional<UUID> primary = around.map().replicas(shard.id()).stream().findFirst();
      if (primary.isEmpty()) {
        return new Standing.Pending("the handoff map keeps it nowhere yet");
      }
      boolean counts = placement == null || placement.counts(found, primary.get());
      if (counts) {
        return primary.get().equals(round.self().node())
            ? claim(shard, found, placement, readers, progress)
            : new Standing.Pending("it is the turn of " + round.names(Set.of(primary.get())));
      }
    } else if (found != null
        && !found.holder().member().equals(round.self().member())
        && round.isMember(found.holder().member())) {
      return new Standing.Pending("another node brings it back from its store");
    }
    return restore(shard, found, placement, readers, progress);
  }

  private Header look(ShardId shard) throws ExecutionException, TimeoutException {
    try {
      return around
          .map()
          .header(shard)
          .toCompletableFuture()
          .get(LOOK_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
          .filter(header -> header.incarnation().equals(record.incarnation()))
          .orElse(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException("Interrupted: the node is stopping", e);
    }
  }

  private Standing claim(
      Shard shard,
      Header found,
      Placement placement,
      Collection<VersionState> readers,
      LongConsumer progress) {
    VersionState version = service.version(found.holder().version());
    LOG.debug("Claims {} from {}", shard.id(), found.holder());
    attempt(
        shard,
        () ->
            shard.claim(
                version,
                found,
                readers,
                progress,
                claimed -> recorded(shard.id(), claimed, placement),
                LIMIT));
    return new Standing.Here();
  }

  private Standing restore(
      Shard shard,
      Header found,
      Placement placement,
      Collection<VersionState> readers,
      LongConsumer progress) {
    Map<UUID, Header> stored = round.stored(shard.id());
    stored.replaceAll(
        (node, header) ->
            header != null && header.incarnation().equals(record.incarnation()) ? header : null);
    Optional<UUID> newest =
        stored.keySet().stream()
            .filter(node -> stored.get(node) != null)
            .filter(node -> placement == null || placement.counts(node, stored))
            .max(newest(stored));
    if (newest.isEmpty()) {
      return new Standing.Waits(why(placement, stored));
    }
    if (!departures.areOver()) {
      return new Standing.Pending("a member has left a moment ago");
    }
    if (!newest.get().equals(round.self().node())) {
      return new Standing.Pending("it is the turn of " + round.names(Set.of(newest.get())));
    }
    Header header = stored.get(newest.get());
    VersionState version = service.version(header.holder().version());
    LOG.debug("Restores {} at {}", shard.id(), header);
    attempt(
        shard,
        () ->
            shard.restore(
                version,
                header,
                found,
                each -> around.store().read(shard.id(), each),
                readers,
                progress,
                claimed -> recorded(shard.id(), claimed, placement),
                LIMIT));
    return new Standing.Here();
  }

  private static Comparator<UUID> newest(Map<UUID, Header> stored) {
    return Comparator.comparingLong((UUID node) -> stored.get(node).epoch())
        .thenComparingLong(node -> stored.get(node).sequence())
        .thenComparing(Comparator.naturalOrder());
  }

  private String why(Placement placement, Map<UUID, Header> stored) {
    if (placement == null) {
      return "neither map nor store has it";
    }
    var missing = placement.missing(stored);
    return missing.isEmpty()
        ? "neither map nor store has it"
        : "it waits for " + round.names(missing) + ", whose store has the newest of it";
  }

  /**
   * Gives up what failed half way, so that the next round finds the shard as if nothing had been.
   */
  private static void attempt(Shard shard, Runnable taking) {
    try {
      taking.run();
    } catch (RuntimeException | Error failed) {
      shard.abandon();
      throw failed;
    }
  }

  /** A copy set that was made by a restore has to be recorded before anybody is served. */
  private void recorded(ShardId shard, Header claimed, Placement from) {
    if (from == null || from.line().contains(claimed.copies())) {
      return;
    }
    Placement to = Placement.of(claimed.copies());
    boolean stands =
        around
            .record()
            .place(shard.service(), Map.of(shard.number(), new Replacement(from, to)))
            .contains(shard.number());
    if (!stands) {
      throw new RefusedException(shard + " was brought back by another node first");
    }
  }
}
