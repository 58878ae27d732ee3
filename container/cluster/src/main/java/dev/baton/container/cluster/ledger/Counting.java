package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.Peer;
import dev.baton.state.majority.Roster;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What counts as a majority now. Of two nodes that may go on alone, neither does while the other
 * one is there; and to forget one of two that is not there, the other one suffices.
 */
final class Counting {

  private Counting() {}

  /**
   * A roster whose majority is the one that counts.
   *
   * @param there who is there
   * @param forgotten who is to be forgotten on an operator's word
   */
  static Roster by(Roster roster, List<Peer> there, List<UUID> forgotten) {
    if (roster.voters().size() != 2) {
      return roster;
    }
    Set<UUID> nodes = there.stream().map(Peer::node).collect(Collectors.toSet());
    if (nodes.containsAll(roster.voters())) {
      return roster.onPeerLost(Roster.OnPeerLost.STOP);
    }
    return forgotten.stream().anyMatch(node -> roster.mayForget(node, nodes))
        ? roster.onPeerLost(Roster.OnPeerLost.CONTINUE)
        : roster;
  }
}
