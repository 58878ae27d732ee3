package dev.baton.container.upgrade.tend;

import dev.baton.container.RefusedException;
import dev.baton.container.cluster.Lease;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.Peer;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Whether a member that has left may still answer: it may, until a majority has recorded it as gone
 * and the lease that it had by then has run out. Thread-safe.
 */
final class Departures {
  private final Ledger ledger;
  private final Lease lease;
  private Set<UUID> in = Set.of();
  private long changed = System.nanoTime();

  Departures(Ledger ledger, Lease lease) {
    this.ledger = ledger;
    this.lease = lease;
  }

  /** Whether this member is recorded as in. */
  boolean isIn(UUID member) {
    return recorded().contains(member);
  }

  /**
   * Blocks until nobody who was ever recorded as gone can answer any more.
   *
   * @throws RefusedException if that is not so within the limit, since others went meanwhile
   */
  void awaitOver(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    for (Duration left = untilOver(); !left.isZero(); left = untilOver()) {
      if (System.nanoTime() - deadline > 0) {
        throw new RefusedException("Members come and go, and some may still answer");
      }
      try {
        TimeUnit.NANOSECONDS.sleep(left.toNanos());
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw new RefusedException("Interrupted: the node is stopping", stopping);
      }
    }
  }

  /** Whether this member can answer nobody any more. */
  boolean isOver(UUID member) {
    return areOver() && !recorded().contains(member);
  }

  /** Whether nobody who was ever recorded as gone can answer any more. */
  boolean areOver() {
    return untilOver().isZero();
  }

  /** How long until that is so. */
  synchronized Duration untilOver() {
    Set<UUID> now = recorded();
    if (!now.equals(in)) {
      in = now;
      changed = System.nanoTime();
    }
    long left = lease.limit().toNanos() - (System.nanoTime() - changed);
    return left < 0 || ledger.now().roster().voters().size() == 1
        ? Duration.ZERO
        : Duration.ofNanos(left + 1);
  }

  private Set<UUID> recorded() {
    Collection<Peer> members = LedgerEntries.members(ledger.now().entries()).values();
    return members.stream().map(Peer::member).collect(Collectors.toSet());
  }
}
