package dev.baton.container.upgrade.tend;

import dev.baton.container.RefusedException;
import dev.baton.container.cluster.Lease;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.Peer;
import dev.baton.container.cluster.Snapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether those who have left may still answer: one may until a majority has recorded it as gone
 * and the lease that it had by then has run out. That is so when the limit of a lease has passed
 * since this node heard of the record, or when those who granted it say so.
 *
 * <p>Whoever takes a shard waits for all of them, not for its holder alone: that one may have
 * claimed it from another that left a moment before, and never served. Thread-safe.
 */
final class Departures implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

  private final Ledger ledger;
  private final Lease lease;
  private final Runnable onOver;
  private final AutoCloseable subscription;
  private long number;
  private Set<UUID> in;

  /** By when those are over who came and left unseen. */
  private long unseen;

  /** The same of those who were seen to leave, by member. */
  private final Map<UUID, Long> over = new HashMap<>();

  /**
   * @param onOver called when a member turns out to be over sooner than was known; must not block
   */
  Departures(Ledger ledger, Lease lease, Runnable onOver) {
    this.ledger = ledger;
    this.lease = lease;
    this.onOver = onOver;
    Snapshot now = ledger.now();
    this.number = now.number();
    this.in = members(now);
    this.unseen = afterTheLimit();
    this.subscription = ledger.onChange(this::look);
  }

  /** Whether this member is recorded as in. */
  boolean isIn(UUID member) {
    return members(ledger.now()).contains(member);
  }

  /** Whether nobody who was ever recorded as gone can answer any more. */
  synchronized boolean areOver() {
    return left().max().orElse(0) == 0;
  }

  /**
   * Blocks until that is so.
   *
   * @throws RefusedException if it is not so within the limit, since others went meanwhile
   */
  synchronized void awaitOver(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      for (long left = left().max().orElse(0); left > 0; left = left().max().orElse(0)) {
        if (System.nanoTime() - deadline > 0) {
          throw new RefusedException("Members come and go, and some may still answer");
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new RefusedException("Interrupted: the node is stopping", stopping);
    }
  }

  /** How long until the next of those who left is over; zero if all are. */
  synchronized Duration untilNextIsOver() {
    return Duration.ofNanos(left().filter(left -> left > 0).min().orElse(0));
  }

  private LongStream left() {
    look();
    if (ledger.now().roster().voters().size() == 1) {
      return LongStream.empty();
    }
    long now = System.nanoTime();
    return LongStream.concat(
            LongStream.of(unseen), over.values().stream().mapToLong(Long::longValue))
        .map(at -> Math.max(0, at - now));
  }

  private long afterTheLimit() {
    return System.nanoTime() + lease.limit().toNanos();
  }

  private synchronized void look() {
    Snapshot snapshot = ledger.now();
    if (snapshot.number() == number) {
      return;
    }
    Set<UUID> now = members(snapshot);
    over.values().removeIf(at -> at - System.nanoTime() < 0);
    if (snapshot.number() != number + 1) {
      unseen = afterTheLimit();
    }
    for (UUID each : in) {
      if (!now.contains(each)) {
        over.put(each, afterTheLimit());
        lease.left(each).thenAccept(left -> heard(each, left));
      }
    }
    number = snapshot.number();
    in = now;
  }

  private void heard(UUID member, Duration left) {
    LOG.debug("The lease of {} is over in {} ms", member, left.toMillis());
    synchronized (this) {
      long at = System.nanoTime() + left.toNanos();
      over.computeIfPresent(member, (same, known) -> at - known < 0 ? at : known);
      notifyAll();
    }
    onOver.run();
  }

  private static Set<UUID> members(Snapshot snapshot) {
    return LedgerEntries.members(snapshot.entries()).values().stream()
        .map(Peer::member)
        .collect(Collectors.toSet());
  }

  @Override
  public void close() throws Exception {
    subscription.close();
  }
}
