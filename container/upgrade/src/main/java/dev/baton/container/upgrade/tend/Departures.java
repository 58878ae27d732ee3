package dev.baton.container.upgrade.tend;

import dev.baton.container.cluster.Lease;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.Peer;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
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

  /** Whether this member can answer nobody any more. */
  boolean isOver(UUID member) {
    return areOver() && !recorded().contains(member);
  }

  /** Whether nobody who was ever recorded as gone can answer any more. */
  synchronized boolean areOver() {
    Set<UUID> now = recorded();
    if (!now.equals(in)) {
      in = now;
      changed = System.nanoTime();
    }
    return ledger.now().roster().voters().size() == 1
        || System.nanoTime() - changed > lease.limit().toNanos();
  }

  private Set<UUID> recorded() {
    Collection<Peer> members = LedgerEntries.members(ledger.now().entries()).values();
    return members.stream().map(Peer::member).collect(Collectors.toSet());
  }
}
