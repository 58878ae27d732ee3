package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.Peer;
import dev.baton.container.cluster.StopEntries;
import dev.baton.state.majority.Roster;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** A value of the ledger, with what the ledger itself must know of it. Immutable. */
final class Document {
  private static final String SUCCESSOR = "successor";

  private final UUID cluster;
  private final UUID author;
  private final long attempt;
  private final boolean settled;
  private final SortedMap<String, byte[]> entries;
  private final Roster roster;
  private final SortedMap<UUID, Peer> members;

  private final UUID successor;

  /**
   * @param cluster drawn when the cluster was founded
   * @param author the proposer that made it, drawn at each start of a node
   * @param attempt the author's number for it
   * @param settled whether there was ever more in this row of values than nodes
   */
  Document(UUID cluster, UUID author, long attempt, boolean settled, Map<String, byte[]> entries) {
    this.cluster = cluster;
    this.author = author;
    this.attempt = attempt;
    this.entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    this.roster = LedgerEntries.roster(this.entries);
    this.members = LedgerEntries.members(this.entries);
    this.settled = settled || hasMoreThanNodes(this.entries);
    this.successor = successor(this.entries);
    if (roster == null) {
      throw new IllegalArgumentException(
          "An amendment may not remove the entry " + LedgerEntries.ROSTER);
    }
  }

  /** What a node records that begins a cluster. */
  static Document founding(UUID author, Peer founder) {
    Map<String, byte[]> entries = LedgerEntries.with(Map.of(), Roster.of(founder.node()));
    return new Document(UUID.randomUUID(), author, 0, false, entries);
  }

  private static boolean hasMoreThanNodes(Map<String, byte[]> entries) {
    return !entries.keySet().stream()
        .allMatch(
            name ->
                name.equals(LedgerEntries.ROSTER)
                    || name.equals(SUCCESSOR)
                    || name.startsWith(LedgerEntries.MEMBER)
                    || name.startsWith(LedgerEntries.NAME)
                    || name.startsWith(LedgerEntries.OUT)
                    || name.startsWith(StopEntries.STOP));
  }

  private static UUID successor(Map<String, byte[]> entries) {
    byte[] id = entries.get(SUCCESSOR);
    return id == null ? null : UUID.fromString(new String(id, StandardCharsets.US_ASCII));
  }

  /** Gives this cluster up for another one, unless there was ever more in it than nodes. */
  Map<String, byte[]> givenUp(Map<String, byte[]> changed, UUID other) {
    return settled || hasMoreThanNodes(changed)
        ? changed
        : LedgerEntries.with(
            changed, SUCCESSOR, other.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether this cluster should be given up, if the other one is met. */
  boolean yieldsTo(Document other) {
    return !settled && (other.settled || other.cluster.compareTo(cluster) < 0);
  }

  /** Whether this is the last value of a cluster that was given up. */
  boolean isLast() {
    return successor != null;
  }

  Document amended(UUID by, long byAttempt, Map<String, byte[]> changed) {
    return new Document(cluster, by, byAttempt, settled, changed);
  }

  boolean says(Map<String, byte[]> other) {
    return entries.keySet().equals(other.keySet())
        && entries.entrySet().stream()
            .allMatch(each -> Arrays.equals(each.getValue(), other.get(each.getKey())));
  }

  boolean isBy(UUID proposer, long itsAttempt) {
    return author.equals(proposer) && attempt == itsAttempt;
  }

  /** Whether this member is recorded as the one of its node that is in. */
  boolean names(Peer peer) {
    Peer in = members.get(peer.node());
    return in != null && in.member().equals(peer.member());
  }

  UUID cluster() {
    return cluster;
  }

  UUID author() {
    return author;
  }

  long attempt() {
    return attempt;
  }

  boolean settled() {
    return settled;
  }

  SortedMap<String, byte[]> entries() {
    return entries;
  }

  Roster roster() {
    return roster;
  }

  SortedMap<UUID, Peer> members() {
    return members;
  }
}
