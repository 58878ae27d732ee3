package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.MemberRules;
import dev.baton.container.cluster.Peer;
import dev.baton.container.cluster.Snapshot;
import dev.baton.state.majority.Roster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the wait for a majority that is gone for good, on the word of whoever started this node:
 * forgets the voters that are not there, once, when nobody has come or gone for a while. What those
 * that are there have stands, and is the newest there is; of what nobody of them has a copy, it
 * waits for those that were forgotten still. If all that vote are forgotten, since this node and
 * those with it had been stopped before, it is the roster.
 *
 * <p>If the others live all the same and go on, there are two clusters of one name, and when they
 * meet what one of them recorded since is lost: nothing but the operator's word stands against
 * that. Works on the ledger's thread.
 */
public final class ForcedRestore {
  private static final Logger LOG = LoggerFactory.getLogger(ForcedRestore.class);
  private static final Duration TICK = Duration.ofMillis(250);

  private final Cluster cluster;
  private final RunningLedger ledger;
  private final MemberRules rules;
  private final Duration quiet;
  private Set<UUID> lastThere = Set.of();
  private long quietSince = System.nanoTime();
  private boolean asking;
  private volatile boolean done;

  /**
   * Begins to look, until the ledger is closed.
   *
   * @param quiet how long nobody must have come or gone
   */
  public ForcedRestore(Cluster cluster, RunningLedger ledger, MemberRules rules, Duration quiet) {
    this.cluster = cluster;
    this.ledger = ledger;
    this.rules = rules;
    this.quiet = quiet;
    ledger.thread().every(TICK, this::look);
  }

  /** Whether there is nothing left to look for. */
  boolean isDone() {
    return done;
  }

  private void look() {
    Set<UUID> there = cluster.members().stream().map(Peer::node).collect(Collectors.toSet());
    if (!there.equals(lastThere)) {
      lastThere = there;
      quietSince = System.nanoTime();
    }
    Snapshot now = ledger.now();
    if (done || now.number() == 0 || ledger.refusal().isPresent()) {
      return;
    }
    if (ledger.waitsFor().isEmpty()) {
      makeSure();
    } else if (System.nanoTime() - quietSince >= quiet.toNanos()) {
      done = true;
      force(now);
    }
  }

  /**
   * What this node knows may be old, and who is there a majority of what was: those that vote may
   * be others by now.
   */
  private void makeSure() {
    if (asking) {
      return;
    }
    asking = true;
    ledger
        .thread()
        .when(
            ledger.amend(entries -> entries),
            (newest, failure) -> {
              asking = false;
              if (failure == null && !done) {
                LOG.info("A majority is there: --force-restore has nothing to do");
                done = true;
              }
            });
  }

  private void force(Snapshot now) {
    Set<UUID> missing = now.roster().missing(lastThere);
    String names =
        missing.stream()
            .map(node -> LedgerEntries.name(now.entries(), node))
            .sorted()
            .collect(Collectors.joining(", "));
    ledger
        .thread()
        .when(
            ledger.forcing(missing, entries -> without(entries, missing)),
            (stands, failure) -> {
              if (failure == null) {
                LOG.warn(
                    "--force-restore: {} forgotten without a majority. What they have and others have"
                        + " an older state of is given up; what nobody else has waits for them",
                    names);
              } else {
                LOG.error("--force-restore failed: {}", failure.getMessage());
              }
            });
  }

  /** This node, unless it is a witness. */
  private Peer heir() {
    List<Peer> nodes = cluster.peers();
    if (nodes.isEmpty()) {
      throw new IllegalStateException("a witness keeps no state; force a node");
    }
    return nodes.contains(cluster.self()) ? cluster.self() : nodes.get(0);
  }

  private Map<String, byte[]> without(Map<String, byte[]> entries, Set<UUID> missing) {
    Set<UUID> there = cluster.members().stream().map(Peer::member).collect(Collectors.toSet());
    Set<UUID> back = cluster.members().stream().map(Peer::node).collect(Collectors.toSet());
    Roster roster = LedgerEntries.roster(entries);
    Map<String, byte[]> left =
        Counting.isLast(roster, missing, back)
            ? LedgerEntries.with(entries, roster.join(heir().node()))
            : entries;
    for (UUID node : missing) {
      if (!back.contains(node)) {
        left = LedgerEntries.forget(left, node, there, rules);
      }
    }
    return left;
  }
}
