package dev.baton.container.cluster;

import dev.baton.state.majority.Roster;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The entries of the {@link Ledger} that say which nodes stop because they are told to, {@value
 * #STOP}{@code <node>}, and what becomes of their votes. Pure functions.
 *
 * <table>
 * <caption>A node, what is recorded of it, and what follows</caption>
 * <tr><th>it</th><th>its entry</th><th>its vote</th></tr>
 * <tr><td>runs</td><td>none</td><td>counts</td></tr>
 * <tr><td>hands its shards over, to stop then</td><td>begun</td><td>counts</td></tr>
 * <tr><td>answers nobody any more, and stops</td><td>done</td><td>counts as long as those that stay
 *     are a majority all the same</td></tr>
 * <tr><td>was killed, or is cut off</td><td>none</td><td>counts</td></tr>
 * <tr><td>comes back</td><td>none</td><td>counts, from the amendment that lets it in</td></tr>
 * </table>
 *
 * <p>So a node that is stopped is missed no more than it must be: of three, one may be stopped and
 * counts on, or the death of another one while it is away could not be told from a cut; and when
 * the second is stopped, both give their votes up to the third, which has everything. A node gives
 * its vote up only when its lease is over for good, since whoever is the roster alone waits for
 * nobody's. Its store counts as before: what only it has waits for it.
 */
public final class StopEntries {
  /** How the entries begin that say which nodes stop, or have stopped. */
  public static final String STOP = "stop/";

  private static final byte BEGUN = 0;
  private static final byte DONE = 1;

  private StopEntries() {}

  /** With a member about to stop: nobody hands it anything. */
  public static Map<String, byte[]> begun(Map<String, byte[]> entries, Peer member) {
    return LedgerEntries.isIn(entries, member)
        ? LedgerEntries.with(entries, STOP + member.node(), new byte[] {BEGUN})
        : entries;
  }

  /**
   * With a member stopped. If those that stay are no majority, all that have stopped lose their
   * votes, if those that stay are a majority then.
   *
   * @param there the members that are there now, as far as the one knows who stops
   */
  public static Map<String, byte[]> done(
      Map<String, byte[]> entries, Peer member, Set<UUID> there) {
    if (!LedgerEntries.isIn(entries, member)) {
      return entries;
    }
    Map<String, byte[]> marked =
        LedgerEntries.with(entries, STOP + member.node(), new byte[] {DONE});
    Set<UUID> stay =
        LedgerEntries.members(marked).values().stream()
            .filter(peer -> there.contains(peer.member()) && !isStopping(marked, peer.node()))
            .map(Peer::node)
            .collect(Collectors.toSet());
    Roster roster = LedgerEntries.roster(marked);
    if (stay.stream().noneMatch(roster.nodes()::contains) || isMajority(stay, roster)) {
      return marked;
    }
    Roster left = roster;
    for (UUID voter : roster.voters()) {
      left = hasStopped(marked, voter) ? left.without(voter) : left;
    }
    return isMajority(stay, left) ? LedgerEntries.with(marked, left) : marked;
  }

  /** Two that may go on alone may do so because one died, not because one was stopped. */
  private static boolean isMajority(Set<UUID> nodes, Roster roster) {
    return roster.onPeerLost(Roster.OnPeerLost.STOP).majority(nodes);
  }

  /** Without a word about a node, as one that runs. */
  static Map<String, byte[]> cleared(Map<String, byte[]> entries, UUID node) {
    return LedgerEntries.with(entries, STOP + node, null);
  }

  /** Whether a node is about to stop, or has stopped. */
  public static boolean isStopping(Map<String, byte[]> entries, UUID node) {
    return entries.containsKey(STOP + node);
  }

  /** Whether a node was stopped, and has not come back. */
  public static boolean hasStopped(Map<String, byte[]> entries, UUID node) {
    byte[] mark = entries.get(STOP + node);
    return mark != null && mark[0] == DONE;
  }

  /** The nodes that were stopped, in the roster or not. */
  public static Set<UUID> stopped(Map<String, byte[]> entries) {
    return entries.keySet().stream()
        .filter(name -> name.startsWith(STOP))
        .map(name -> UUID.fromString(name.substring(STOP.length())))
        .filter(node -> hasStopped(entries, node))
        .collect(Collectors.toSet());
  }
}
