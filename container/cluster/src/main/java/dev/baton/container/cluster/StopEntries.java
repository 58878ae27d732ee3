package dev.baton.container.cluster;

import dev.baton.state.majority.Roster;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The entries of the {@link Ledger} that say which nodes stop because they are told to, {@value
 * #STOP}{@code <node>}, and what becomes of their votes. Pure functions.
 *
 * <table>
 * <caption>A node, what is recorded of it, and whether it votes</caption>
 * <tr><th>it</th><th>its entry</th><th>it votes</th></tr>
 * <tr><td>runs</td><td>none</td><td>yes</td></tr>
 * <tr><td>hands its shards over, to stop then</td><td>begun</td><td>yes</td></tr>
 * <tr><td>answers nobody any more, and stops</td><td>done</td><td>if those that run are a majority
 *     all the same; as many of those that have stopped as that allows</td></tr>
 * <tr><td>was killed, or is cut off</td><td>none</td><td>yes</td></tr>
 * <tr><td>comes back</td><td>none</td><td>yes, and so do others that have stopped, if that is
 *     possible now</td></tr>
 * <tr><td>is forgotten</td><td>none</td><td>no</td></tr>
 * </table>
 *
 * <p>So those that go on are a majority whoever was stopped, and as many as can be help when they
 * are back: of three, one that is stopped votes on, and should another one die meanwhile, the two
 * are a majority when it is back. Where all are to stop nobody goes on, and all votes stay.
 *
 * <p>A node gives its vote up only when its lease is over for good, since whoever is the roster
 * alone waits for nobody's. Its store counts as before: what only it has waits for it.
 */
public final class StopEntries {
  /** How the entries begin that say which nodes stop, or have stopped. */
  public static final String STOP = "stop/";

  private static final byte BEGUN = 0;
  private static final byte DONE = 1;
  private static final byte WITNESS_DONE = 2;

  private StopEntries() {}

  /** With a member about to stop: nobody hands it anything. */
  public static Map<String, byte[]> begun(Map<String, byte[]> entries, Peer member) {
    return LedgerEntries.isIn(entries, member)
        ? LedgerEntries.with(entries, STOP + member.node(), new byte[] {BEGUN})
        : entries;
  }

  /**
   * With a member stopped, and voters so that those that go on are a majority, if anybody does.
   *
   * @param there the members that are there now, as far as the one knows who stops
   */
  public static Map<String, byte[]> done(
      Map<String, byte[]> entries, Peer member, Set<UUID> there) {
    if (!LedgerEntries.isIn(entries, member)) {
      return entries;
    }
    Roster roster = LedgerEntries.roster(entries);
    byte mark = member.node().equals(roster.witness()) ? WITNESS_DONE : DONE;
    Map<String, byte[]> marked =
        LedgerEntries.with(entries, STOP + member.node(), new byte[] {mark});
    Set<UUID> running = running(marked, there);
    boolean goesOn =
        running.stream().anyMatch(n -> roster.nodes().contains(n) && !isStopping(marked, n));
    return goesOn ? voting(marked, running, member.node()) : marked;
  }

  /**
   * With a node back that may have been stopped, and is in; and with the votes of others that were.
   *
   * @param there the members that are there now, as far as the one knows who lets it in
   */
  static Map<String, byte[]> back(Map<String, byte[]> entries, Peer member, Set<UUID> there) {
    Map<String, byte[]> cleared = cleared(entries, member.node());
    Set<UUID> running = running(cleared, there);
    running.add(member.node());
    return voting(cleared, running, member.node());
  }

  private static Set<UUID> running(Map<String, byte[]> entries, Set<UUID> there) {
    return LedgerEntries.members(entries).values().stream()
        .filter(peer -> there.contains(peer.member()) && !hasStopped(entries, peer.node()))
        .map(Peer::node)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /**
   * With as many votes of those that have stopped as leave those that run a majority.
   *
   * @param last who loses its vote after all others: it knows most
   */
  private static Map<String, byte[]> voting(
      Map<String, byte[]> entries, Set<UUID> running, UUID last) {
    Roster before = LedgerEntries.roster(entries);
    Roster roster = before;
    for (UUID node : stopped(entries)) {
      roster = roster.voters().contains(node) ? roster : roster.join(node);
    }
    List<UUID> stopped =
        roster.voters().stream()
            .filter(voter -> hasStopped(entries, voter))
            .sorted(Comparator.comparing(last::equals))
            .toList();
    for (UUID voter : stopped) {
      roster = isMajority(running, roster) ? roster : roster.without(voter);
    }
    return isMajority(running, roster) && !roster.voters().equals(before.voters())
        ? LedgerEntries.with(entries, roster)
        : entries;
  }

  /** Two that may go on alone may do so because one died, not because one was stopped. */
  private static boolean isMajority(Set<UUID> nodes, Roster roster) {
    return roster.onPeerLost(Roster.OnPeerLost.STOP).majority(nodes);
  }

  /** Without a word about a node. */
  static Map<String, byte[]> cleared(Map<String, byte[]> entries, UUID node) {
    return LedgerEntries.with(entries, STOP + node, null);
  }

  /** Whether a node is about to stop, or has stopped. */
  public static boolean isStopping(Map<String, byte[]> entries, UUID node) {
    return entries.containsKey(STOP + node);
  }

  /** Whether a node or the witness was stopped, and has not come back. */
  public static boolean hasStopped(Map<String, byte[]> entries, UUID node) {
    byte[] mark = entries.get(STOP + node);
    return mark != null && mark[0] != BEGUN;
  }

  /** The nodes that keep state and were stopped, whether they vote or not. */
  public static Set<UUID> stopped(Map<String, byte[]> entries) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(STOP) && entry.getValue()[0] == DONE)
        .map(entry -> UUID.fromString(entry.getKey().substring(STOP.length())))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
