package dev.baton.state.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * What a majority has recorded about where a shard is kept: its copy sets, from the last one that
 * is known to have been in force to the newest. A copy set is recorded first and applied then; in
 * between, answers count under the one before.
 *
 * <p>What follows, as a rule: nothing was ever acknowledged under a copy set that one of its nodes
 * has not stored. So a copy that was stored under one of them has everything acknowledged if every
 * later one includes a node that has not stored it.
 *
 * @param line the copy sets, the newest last, never empty
 */
public record Placement(List<Copies> line) {
  public Placement {
    line = List.copyOf(line);
    if (line.isEmpty()) {
      throw new IllegalArgumentException("A placement has one copy set at least");
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
    List<Copies> next = new ArrayList<>(line);
    next.removeIf(copies -> copies.number() < inForce && copies != now());
    next.add(now().next(token, nodes));
    return new Placement(next);
  }

  /**
   * After a member left. Its node leaves the copy set if somebody else in it is alive, who then has
   * everything; else its store is what the shard comes back from.
   *
   * @param gone the node whose member left
   * @param living the nodes whose members were there all the time
   */
  public Placement without(UUID gone, Set<UUID> living, long token) {
    Set<UUID> rest = new HashSet<>(now().nodes());
    if (!rest.remove(gone) || rest.stream().noneMatch(living::contains)) {
      return this;
    }
    return then(rest, token, 0);
  }

  /**
   * Whether a copy in a node's memory, or in its store, has everything that was ever acknowledged,
   * as far as can be told from it alone.
   *
   * @param found its header
   */
  public boolean counts(Header found, UUID node) {
    return counts(node, Map.of(node, found));
  }

  /**
   * Whether the copy that a node has stored has everything that was ever acknowledged.
   *
   * @param stored the headers that nodes have stored, null for one that is present with its store
   *     and has none; what nodes have that are not present is not known
   */
  public boolean counts(UUID node, Map<UUID, Header> stored) {
    int place = place(stored.get(node));
    if (place == line.size()) {
      return true;
    }
    if (place < 0 || !line.get(place).nodes().contains(node)) {
      return false;
    }
    for (int later = place + 1; later < line.size(); later++) {
      int before = later;
      if (line.get(later).nodes().stream()
          .noneMatch(each -> stored.containsKey(each) && hasNot(stored.get(each), before))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where in the line a copy was stored; -1 if nowhere. Beyond its end stands what was restored and
   * not recorded before whoever restored it died: it was made from a copy that counts, and nothing
   * was acknowledged since, or the line had grown.
   */
  private int place(Header stored) {
    if (stored == null || !stored.complete()) {
      return -1;
    }
    if (stored.copies().number() == now().number() + 1) {
      return line.size();
    }
    for (int i = 0; i < line.size(); i++) {
      if (line.get(i).isThat(stored.copies())) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a node that stored this, or null, has never stored that copy set. */
  private boolean hasNot(Header stored, int place) {
    return stored == null || stored.copies().number() < line.get(place).number();
  }

  /** The nodes that are waited for, of which any one may bring what is missing. */
  public Set<UUID> missing(Map<UUID, Header> stored) {
    Set<UUID> missing = new HashSet<>();
    line.forEach(copies -> missing.addAll(copies.nodes()));
    missing.removeIf(Objects.requireNonNull(stored)::containsKey);
    return missing;
  }
}
