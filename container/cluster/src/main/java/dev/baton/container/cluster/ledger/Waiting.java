package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.Peer;
import dev.baton.container.cluster.Snapshot;
import dev.baton.state.majority.Roster;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** In words, why nothing can be recorded now. */
final class Waiting {

  private Waiting() {}

  /**
   * Whom a node waits for; empty if for nobody.
   *
   * @param now what stands
   * @param latest the newest document it had a part in, or null
   * @param peers who is there
   */
  static Optional<String> forWhom(Snapshot now, Document latest, List<Peer> peers) {
    if (latest != null && latest.isLast()) {
      return Optional.of("this node goes over to another cluster");
    }
    if (now.number() == 0) {
      return Optional.of(
          "no cluster is founded yet; node " + peers.get(0).name() + ", the oldest, is to do that");
    }
    Set<UUID> there = peers.stream().map(Peer::node).collect(Collectors.toSet());
    Roster roster = now.roster();
    if (roster.majority(there)) {
      return Optional.empty();
    }
    String missing =
        roster.missing(there).stream()
            .map(node -> LedgerEntries.name(now.entries(), node))
            .sorted()
            .collect(Collectors.joining(", "));
    return Optional.of(
        "a majority of the "
            + roster.voters().size()
            + " nodes of the cluster is needed; missing: "
            + missing);
  }
}
