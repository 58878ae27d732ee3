package dev.baton.container.upgrade.tend;

import dev.baton.container.RefusedException;
import dev.baton.container.cluster.Lease;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.Peer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a member that has left may still answer: it may, until a majority has recorded it as gone
 * and the lease that it had by then has run out. That is so when the limit of a lease has passed
 * since this node heard of the record, or when those who granted it say so. Thread-safe.
 */
final class Departures {
  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

  private final Ledger ledger;
  private final Lease lease;
  private final Runnable onOver;
  private Set<UUID> in;

  /** By when those are over of whom no departure was seen. */
  private final long others;

  /** The same of those of whom it was, by member. */
  private final Map<UUID, Long> over = new HashMap<>();

  /**
   * @param onOver called when a member turns out to be over sooner than was known; must not block
   */
  Departures(Ledger ledger, Lease lease, Runnable onOver) {
    this.ledger = ledger;
    this.lease = lease;
    this.onOver = onOver;
    this.in = recorded();
    this.others = System.nanoTime() + lease.limit().toNanos();
  }

  /** Whether this member is recorded as in. */
  boolean isIn(UUID member) {
    return recorded().contains(member);
  }

  /** Whether this member can answer nobody any more. */
  boolean isOver(UUID member) {
    return !isIn(member) && left(member) == 0;
  }

  /**
   * Blocks until this member, which is recorded as gone, can answer nobody any more.
   *
   * @throws RefusedException if the node stops meanwhile
   */
  synchronized void awaitOver(UUID member) {
    try {
      for (long left = left(member); left > 0; left = left(member)) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new RefusedException("Interrupted: the node is stopping", stopping);
    }
  }

  /** How long until the next of those who left is over; zero if all are. */
  synchronized Duration untilNextIsOver() {
    look();
    long now = System.nanoTime();
    return Duration.ofNanos(
        over.values().stream().mapToLong(at -> at - now).filter(left -> left > 0).min().orElse(0));
  }

  private synchronized long left(UUID member) {
    look();
    if (ledger.now().roster().voters().size() == 1) {
      return 0;
    }
    return Math.max(0, over.getOrDefault(member, others) - System.nanoTime());
  }

  private void look() {
    Set<UUID> now = recorded();
    if (now.equals(in)) {
      return;
    }
    for (UUID each : in) {
      if (!now.contains(each)) {
        over.values().removeIf(at -> System.nanoTime() - at > 0);
        over.put(each, System.nanoTime() + lease.limit().toNanos());
        lease.left(each).thenAccept(left -> heard(each, System.nanoTime() + left.toNanos()));
      }
    }
    in = now;
  }

  private void heard(UUID member, long at) {
    LOG.debug("The lease of {} is over in {} ms", member, (at - System.nanoTime()) / 1_000_000);
    synchronized (this) {
      over.merge(member, at, (known, sooner) -> sooner - known < 0 ? sooner : known);
      notifyAll();
    }
    onOver.run();
  }

  private Set<UUID> recorded() {
    Collection<Peer> members = LedgerEntries.members(ledger.now().entries()).values();
    return members.stream().map(Peer::member).collect(Collectors.toSet());
  }
}
