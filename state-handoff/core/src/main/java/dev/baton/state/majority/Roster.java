package dev.baton.state.majority;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The nodes that count, by the id that each keeps for life, whether they are up or not. Only join,
 * stop and forget change it, and what else a majority has to agree on; a kill does not.
 *
 * <p>A roster is part of a value in a row: a majority of it decides on the next value ({@link
 * Voter}), which may name another one.
 *
 * @param number 1 for the roster of the first node, then one more with each change
 * @param nodes the nodes that keep state and vote
 * @param witness one that only votes, or null
 * @param onPeerLost what one of two nodes does alone; a third voter makes the question idle
 * @param dead the incarnations whose state was discarded for good
 */
public record Roster(
    long number, Set<UUID> nodes, UUID witness, OnPeerLost onPeerLost, Set<UUID> dead) {

  /** What the survivor of two nodes does. */
  public enum OnPeerLost {
    /** It waits for its peer. */
    STOP,
    /** It goes on: if both live and only the line is cut, both go on, and one loses its writes. */
    CONTINUE
  }

  public Roster {
    nodes = Set.copyOf(nodes);
    dead = Set.copyOf(dead);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("A roster has one node at least");
    }
    if (witness != null && nodes.contains(witness)) {
      throw new IllegalArgumentException(witness + " is a node; a witness runs beside the nodes");
    }
  }

  /** The roster of a node that begins a cluster. */
  public static Roster of(UUID first) {
    return new Roster(1, Set.of(first), null, OnPeerLost.STOP, Set.of());
  }

  /** Everybody who votes. */
  public Set<UUID> voters() {
    Set<UUID> voters = new HashSet<>(nodes);
    if (witness != null) {
      voters.add(witness);
    }
    return voters;
  }

  /** Whether these voters can decide; others among them do not count. */
  public boolean majority(Set<UUID> present) {
    long voting = voters().stream().filter(present::contains).count();
    boolean survivor = onPeerLost == OnPeerLost.CONTINUE && voters().size() == 2 && voting == 1;
    return survivor || voting * 2 > voters().size();
  }

  /** The voters that are not present. */
  public Set<UUID> missing(Set<UUID> present) {
    return voters().stream()
        .filter(voter -> !present.contains(voter))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** With one more node. */
  public Roster join(UUID node) {
    if (voters().contains(node)) {
      throw new IllegalArgumentException(node + " is in the roster already: " + this);
    }
    Set<UUID> more = new HashSet<>(nodes);
    more.add(node);
    return new Roster(number + 1, more, witness, onPeerLost, dead);
  }

  /** Without a node or the witness: it was stopped, or is to be forgotten. */
  public Roster without(UUID node) {
    if (node.equals(witness)) {
      return witnessedBy(null);
    }
    if (!nodes.contains(node)) {
      throw new IllegalArgumentException(node + " is no node of the roster; it has " + nodes);
    }
    Set<UUID> fewer = new HashSet<>(nodes);
    fewer.remove(node);
    return new Roster(number + 1, fewer, witness, onPeerLost, dead);
  }

  /**
   * Whether {@link #without} may be recorded by these voters: by a majority as always; or, of two,
   * by the other one alone, because an operator says that the node is gone for good. If it is not,
   * both serve.
   */
  public boolean mayForget(UUID node, Set<UUID> present) {
    return majority(present)
        || (voters().size() == 2
            && voters().contains(node)
            && !present.contains(node)
            && voters().stream().anyMatch(present::contains));
  }

  /** With a witness, or with none if it is null; to replace one is two changes. */
  public Roster witnessedBy(UUID other) {
    if (witness != null && other != null) {
      throw new IllegalArgumentException("There is a witness already: " + witness);
    }
    return new Roster(number + 1, nodes, other, onPeerLost, dead);
  }

  /** With another answer to the loss of one of two nodes. */
  public Roster onPeerLost(OnPeerLost answer) {
    return new Roster(number + 1, nodes, witness, answer, dead);
  }

  /** With the state of an incarnation discarded: whoever still has copies of it deletes them. */
  public Roster discard(UUID incarnation) {
    Set<UUID> more = new HashSet<>(dead);
    more.add(incarnation);
    return new Roster(number + 1, nodes, witness, onPeerLost, more);
  }
}
