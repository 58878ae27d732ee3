package dev.baton.state.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a majority has recorded about where a shard is kept: its copy sets, from the last one that
 * is known to have been in force to the newest. A copy set is recorded first and applied then, that
 * of a restored shard too; in between, answers count under the one before.
 *
 * <p>What follows, as a rule: nothing was ever acknowledged under a copy set that one of its nodes
 * has not stored. And whoever stored a header that names a copy set has everything that was
 * acknowledged under those before it, and under that one too if it belongs to it. So a copy has
 * everything if each of the other sets, from its own on, includes a node that has not stored it.
 *
 * @param line the copy sets, the newest last, never empty
 */
public record Placement(List<Copies> line) {
  public Placement {
    line = List.copyOf(line);
    if (line.isEmpty() || line.get(line.size() - 1).nodes().isEmpty()) {
      throw new IllegalArgumentException("The newest copy set has one node at least");
    }
  }

  /** With one copy set and no memory of others: that of a new shard, or of a restored one. */
  public static Placement of(Copies copies) {
    return new Placement(List.of(copies));
  }

  /** The newest copy set. */
  public Copies now() {
    return line.get(line.size() - 1);
  }

  /**
   * With another copy set to come.
   *
   * @param inForce the number of a copy set that is known to be in force: those before it are over
   */
  public Placement then(Set<UUID> nodes, long token, long inForce) {
    List<Copies> next = new ArrayList<>(since(inForce).line());
    next.add(now().next(token, nodes));
    return new Placement(next);
  }

  /**
   * The number of the copy set that is in force if all copies have what a holder was answered.
   *
   * @param header the header by which it was answered
   * @return 0 if that cannot be told, since copies are still to come or the record is another one
   */
  public long inForce(Header header) {
    boolean known =
        header.complete() && line.stream().anyMatch(each -> each.isThat(header.copies()));
    return known ? header.copies().number() : 0;
  }

  /**
   * With the memory of those copy sets alone that may still matter.
   *
   * @param inForce the number of a copy set that is known to be in force: those before it are over
   */
  public Placement since(long inForce) {
    return new Placement(
        line.stream().filter(copies -> copies.number() >= inForce || copies == now()).toList());
  }

  /**
   * After a member left. Its node leaves the copy set if somebody else in it is alive, who then has
   * everything; else its store is what the shard comes back from. The copy set is another one even
   * if its node was not in it: it may have been the holder, and had a copy that was in none yet.
   *
   * @param gone the node whose member left
   * @param living the nodes whose members were there all the time
   */
  public Placement without(UUID gone, Set<UUID> living, long token) {
    Set<UUID> rest = new HashSet<>(now().nodes());
    rest.remove(gone);
    return rest.stream().anyMatch(living::contains) ? then(rest, token, 0) : this;
  }

  /**
   * After nodes were given up for good, on an operator's word. What only they have is given up too:
   * a copy set of which nobody is left keeps nobody waiting any more, if there is one before it
   * that somebody is left of. Whoever else has stored it has everything that came before it, and
   * counts; so does one of the nodes that were given up, if it comes back before the shard was
   * served. If there is no such copy set, nothing else could be served: they are waited for as
   * before.
   *
   * @param left the nodes that are not given up
   */
  public Placement givenUp(Set<UUID> left, long token) {
    List<Copies> next =
        line.stream()
            .map(copies -> isAnyOf(copies, left) ? copies : copies.givenUp())
            .collect(Collectors.toCollection(ArrayList::new));
    Set<UUID> rest =
        next.stream().map(Copies::nodes).filter(n -> !n.isEmpty()).reduce((a, b) -> b).orElse(null);
    if (rest == null || next.equals(line)) {
      return this;
    }
    next.add(now().next(token, rest.stream().filter(left::contains).collect(Collectors.toSet())));
    return new Placement(next);
  }

  private static boolean isAnyOf(Copies copies, Set<UUID> nodes) {
    return copies.nodes().stream().anyMatch(nodes::contains);
  }

  /**
   * Whether the copy in a node's memory has everything that was ever acknowledged, as far as can be
   * told on that node alone. The map may have put an older copy in the place of a newer one; then
   * the node's store has more than its memory.
   *
   * @param found the header of the copy
   * @param stored the last header that the node's own store was given, or null
   */
  public boolean counts(Header found, Header stored, UUID node) {
    return !found.isBehind(stored) && counts(node, Map.of(node, found));
  }

  /**
   * Whether the copy that a node has stored has everything that was ever acknowledged.
   *
   * @param stored the headers that nodes have stored, null for one that is present with its store
   *     and has none; what nodes have that are not present is not known
   */
  public boolean counts(UUID node, Map<UUID, Header> stored) {
    int place = place(stored.get(node));
    if (place < 0) {
      return false;
    }
    int other = line.get(place).nodes().contains(node) ? place + 1 : place;
    return line.subList(other, line.size()).stream()
        .allMatch(copies -> wasNeverInForce(copies, stored));
  }

  /** Whether one of its nodes is present that has never stored it; or it was given up. */
  private static boolean wasNeverInForce(Copies copies, Map<UUID, Header> stored) {
    return copies.nodes().isEmpty()
        || copies.nodes().stream()
            .anyMatch(
                node ->
                    stored.containsKey(node)
                        && (stored.get(node) == null
                            || stored.get(node).copies().number() < copies.number()));
  }

  /**
   * Whether a copy was stored under a copy set that was never recorded here: by a side that went on
   * alone, and whose record does not stand.
   *
   * @param stored what was stored before this record was asked for
   */
  public boolean isForeign(Header stored) {
    return stored.copies().number() >= line.get(0).number()
        && line.stream().noneMatch(copies -> copies.isThat(stored.copies()));
  }

  /** Where in the line a copy was stored; -1 if nowhere. */
  private int place(Header stored) {
    if (stored == null || !stored.complete()) {
      return -1;
    }
    for (int i = 0; i < line.size(); i++) {
      if (line.get(i).isThat(stored.copies())) {
        return i;
      }
    }
    return -1;
  }

  /** The nodes that are waited for, of which any one may bring what is missing. */
  public Set<UUID> missing(Map<UUID, Header> stored) {
    Set<UUID> missing = new HashSet<>();
    line.forEach(copies -> missing.addAll(copies.nodes()));
    missing.removeIf(Objects.requireNonNull(stored)::containsKey);
    return missing;
  }
}
