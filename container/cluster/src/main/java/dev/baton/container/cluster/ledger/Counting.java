package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.Peer;
import dev.baton.state.majority.Roster;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What counts as a majority now. Of two nodes that may go on alone, neither does while the other
 * one is there; to forget one of two that is not there, the other one suffices; and where it is
 * forced, a majority of those that are not to be forgotten, or of all that are there if none of
 * them votes, since they were stopped before.
 */
final class Counting {

  private Counting() {}

  /**
   * A roster whose majority is the one that counts.
   *
   * @param there who is there
   * @param wanted what is to be recorded together
   */
  static Roster by(Roster roster, List<Peer> there, List<Amendment> wanted) {
    Set<UUID> nodes = there.stream().map(Peer::node).collect(Collectors.toSet());
    Set<UUID> forced = forgotten(wanted.stream().filter(Amendment::force));
    if (!forced.isEmpty()) {
      return without(roster, forced, nodes);
    }
    if (roster.voters().size() != 2) {
      return roster;
    }
    if (nodes.containsAll(roster.voters())) {
      return roster.onPeerLost(Roster.OnPeerLost.STOP);
    }
    return forgotten(wanted.stream()).stream().anyMatch(node -> roster.mayForget(node, nodes))
        ? roster.onPeerLost(Roster.OnPeerLost.CONTINUE)
        : roster;
  }

  /** Whether no node of the roster is left that is not to be forgotten, or is back by now. */
  static boolean isLast(Roster roster, Set<UUID> forgotten, Set<UUID> there) {
    return roster.nodes().stream()
        .allMatch(node -> forgotten.contains(node) && !there.contains(node));
  }

  private static Set<UUID> forgotten(Stream<Amendment> wanted) {
    return wanted.flatMap(each -> each.forgets().stream()).collect(Collectors.toSet());
  }

  private static Roster without(Roster roster, Set<UUID> forgotten, Set<UUID> there) {
    if (isLast(roster, forgotten, there)) {
      return new Roster(roster.number(), there, null, Roster.OnPeerLost.STOP, Set.of());
    }
    Roster left = roster;
    for (UUID each : forgotten) {
      if (!there.contains(each)) {
        left = left.voters().contains(each) ? left.without(each) : left;
      }
    }
    return left;
  }
}
