package dev.baton.container.upgrade.tend;

import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ClusterRecord.Replacement;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Placement;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.shard.NotSafeException;
import dev.baton.state.shard.ReplacedException;
import dev.baton.state.shard.Shard;
import dev.baton.state.step.Step;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over shards that nobody holds.
 *
 * <table>
 * <caption>What the map says, and what follows</caption>
 * <tr><th>header in the map</th><th>then</th></tr>
 * <tr><td>names this member</td><td>claimed if this copy has everything (rule 9), else as in the last
 *     row</td></tr>
 * <tr><td>names a living one, which may hold it</td><td>it is held elsewhere</td></tr>
 * <tr><td>names a living one, which says that it does not hold it</td><td>that one claims it if this
 *     copy has everything, else as in the last row</td></tr>
 * <tr><td>names one that is gone, and this copy has everything</td><td>claimed and loaded by the node
 *     of the primary, and served once the lease of the gone one has run out</td></tr>
 * <tr><td>none, or not of a copy that has everything</td><td>restored by the node with the newest of
 *     the stores that have everything, once the holder that is stored there can answer nobody or says
 *     that it gave the shard up; if there is none, it waits for those that may</td></tr>
 * </table>
 *
 * <p>Blocks while it asks, and while it loads; what takes a shard is called under its lock.
 */
final class Takeover {
  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

  /**
   * How long a single step may take. What is sent to copies that the map has moved meanwhile is
   * answered by nobody: then it is begun again, with the copies that there are.
   */
  private static final Duration STEP = Duration.ofSeconds(3);

  private static final Duration LEASE = Duration.ofSeconds(20);

  private final Surroundings around;
  private final Departures departures;
  private final ServiceBundle service;
  private final Round round;

  Takeover(Surroundings around, Departures departures, ServiceBundle service, Round round) {
    this.around = around;
    this.departures = departures;
    this.service = service;
    this.round = round;
  }

  /**
   * Looks at a shard of the round and takes it if it is this node's turn.
   *
   * @param readers versions beside the one that takes it, which read what that one cannot
   * @param progress told the number of entries so far
   * @throws RuntimeException if it was this node's turn and failed; it may be tried again
   */
  Standing tend(Shard shard, Collection<VersionState> readers, LongConsumer progress) {
    Standing standing = look(shard, readers, progress);
    return standing instanceof Standing.Ours ours ? ours.taking().get() : standing;
  }

  /** The same, but leaves it to the caller to take it, who must have the shard's lock then. */
  Standing look(Shard shard, Collection<VersionState> readers, LongConsumer progress) {
    if (shard.tables() != null) {
      return new Standing.Here();
    }
    if (!around.record().isIn(round.self())) {
      return new Standing.Pending("this node is not recorded as in");
    }
    Header found;
    try {
      found = round.header(shard.id());
    } catch (ExecutionException | TimeoutException silent) {
      return new Standing.Pending("the handoff map does not answer: " + silent.getMessage());
    }
    if (found != null && found.complete()) {
      UUID holder = found.holder().member();
      boolean own = holder.equals(round.self().member());
      boolean here = !own && round.isMember(holder);
      if (here && !around.cluster().isThere(holder)) { // any more: its answer need not be awaited
        return new Standing.Pending("its holder leaves at this moment");
      }
      if (here && round.mayHold(shard.id(), holder)) {
        return new Standing.Elsewhere(holder);
      }
      if (!own && !here && departures.isIn(holder)) {
        return new Standing.Pending("its holder has left a moment ago");
      }
      Optional<UUID> primary = around.map().replicas(shard.id()).stream().findFirst();
      if (primary.isEmpty()) {
        return new Standing.Pending("the handoff map keeps it nowhere yet");
      }
      Placement placement = round.placement(shard.id());
      Header stored = round.stored(shard.id(), primary.get());
      if (placement == null || placement.counts(found, stored, primary.get())) {
        if (here) {
          return new Standing.Pending("it is the turn of " + round.nameOf(holder));
        }
        return own || primary.get().equals(round.self().node())
            ? new Standing.Ours(() -> claim(shard, found, placement, readers, progress))
            : new Standing.Pending("it is the turn of " + round.names(Set.of(primary.get())));
      }
    }
    return restore(shard, found, readers, progress);
  }

  private Standing claim(
      Shard shard,
      Header found,
      Placement placement,
      Collection<VersionState> readers,
      LongConsumer progress) {
    if (!own(found) && departures.isIn(found.holder().member())) {
      return new Standing.Pending("its holder is in again");
    }
    VersionState version = service.version(found.holder().version());
    LOG.debug("Claims {} from {}, placed {}", shard.id(), found.holder(), placement);
    return attempt(
        shard,
        () ->
            shard.claim(
                version, found, readers, progress, () -> departures.awaitOver(LEASE), STEP));
  }

  private Standing restore(
      Shard shard, Header found, Collection<VersionState> readers, LongConsumer progress) {
    Placement read = round.placement(shard.id());
    Map<UUID, Header> stored = round.stored(shard.id());
    Optional<UUID> newest = newest(shard.id(), read, stored);
    if (newest.isEmpty()) {
      return new Standing.Waits(why(read, stored));
    }
    Header header = stored.get(newest.get());
    boolean mine = newest.get().equals(round.self().node());
    boolean underWay =
        found != null
            && !found.complete()
            && !own(found)
            && round.isMember(found.holder().member());
    if (underWay && !mine) {
      return new Standing.Pending("another node brings it back from its store");
    }
    if (!mine) {
      return new Standing.Pending("it is the turn of " + round.names(Set.of(newest.get())));
    }
    UUID holder = header.holder().member();
    boolean answers =
        !own(header) && departures.isIn(holder) && !round.isGivenUp(shard.id(), holder);
    if (answers || !departures.areOver()) {
      return new Standing.Pending("its holder may still answer for a moment");
    }
    return new Standing.Ours(() -> bringBack(shard, header, found, read, readers, progress));
  }

  private Standing bringBack(
      Shard shard,
      Header header,
      Header found,
      Placement read,
      Collection<VersionState> readers,
      LongConsumer progress) {
    VersionState version = service.version(header.holder().version());
    return attempt(
        shard,
        () -> {
          placeAt(shard.id(), read);
          Step.RESTORE_PLACED.reached();
          LOG.debug("Restores {} at {}", shard.id(), header);
          shard.restore(
              version,
              header,
              found,
              each -> sendStored(shard.id(), header, each),
              readers,
              progress,
              STEP);
        });
  }

  /** The copy set to which a shard is restored, recorded before anything is sent there. */
  private void placeAt(ShardId shard, Placement read) {
    Set<UUID> replicas = Set.copyOf(around.map().replicas(shard));
    if (read == null || replicas.isEmpty() || read.now().nodes().equals(replicas)) {
      return;
    }
    Placement wanted = read.then(replicas, around.tokens().getAsLong(), 0);
    boolean stands =
        around
            .record()
            .place(shard.service(), Map.of(shard.number(), new Replacement(read, wanted)))
            .contains(shard.number());
    if (!stands) {
      throw new ReplacedException(shard + " is being brought back by another node");
    }
  }

  /**
   * Nobody else can begin to serve by now; but somebody may have, and stored, since it was chosen.
   */
  private void sendStored(ShardId shard, Header chosen, Consumer<Entry> each) {
    around.record().refresh();
    Map<UUID, Header> stored = round.storedNow(shard);
    Optional<UUID> newest = newest(shard, around.record().placement(shard), stored);
    if (newest.isEmpty() || !chosen.equals(stored.get(newest.get()))) {
      throw new ReplacedException("A newer copy of " + shard + " was stored meanwhile");
    }
    around.store().read(shard, each);
  }

  private boolean own(Header header) {
    return header.holder().member().equals(round.self().member());
  }

  /**
   * The node with the newest store that has everything. Of several it is another one from shard to
   * shard (rendezvous hashing), so that each has its share to bring back.
   */
  private static Optional<UUID> newest(
      ShardId shard, Placement placement, Map<UUID, Header> stored) {
    return stored.keySet().stream()
        .filter(node -> stored.get(node) != null)
        .filter(node -> placement == null || placement.counts(node, stored))
        .max(
            Comparator.comparingLong((UUID node) -> stored.get(node).epoch())
                .thenComparingLong(node -> stored.get(node).sequence())
                .thenComparingInt(node -> node.hashCode() * (2 * shard.number() + 1)));
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
   * Gives up what failed half way, so that the next round finds the shard as if nothing had been;
   * it finds who was quicker, if somebody was, and where its copies are now.
   */
  private static Standing attempt(Shard shard, Runnable taking) {
    try {
      taking.run();
      return new Standing.Here();
    } catch (ReplacedException quicker) {
      shard.abandon();
      return new Standing.Pending("another node was quicker");
    } catch (NotSafeException unanswered) {
      shard.abandon();
      return new Standing.Pending("its copies did not answer: " + unanswered.getMessage());
    } catch (RuntimeException | Error failed) {
      shard.abandon();
      throw failed;
    }
  }
}
