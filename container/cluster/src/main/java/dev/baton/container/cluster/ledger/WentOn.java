package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.LedgerEntries;
import dev.baton.state.majority.Roster;
import dev.baton.state.store.LocalStore;
import java.util.Set;
import java.util.UUID;

/**
 * Whether a node went on alone where it was one of two and told to. The other one may have done the
 * same, and when they meet only one of them stands.
 */
public final class WentOn {
  private WentOn() {}

  /** What the node's own store says of it, before it takes part in anything again. */
  public static boolean alone(LocalStore store, UUID node) {
    Document latest = new KeptVoter(store, () -> {}).latest();
    if (latest == null) {
      return false;
    }
    Roster roster = latest.roster();
    return roster.onPeerLost() == Roster.OnPeerLost.CONTINUE
        && roster.voters().size() == 2
        && roster.nodes().contains(node)
        && Set.of(node).containsAll(LedgerEntries.members(latest.entries()).keySet());
  }
}
