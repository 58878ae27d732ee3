package dev.baton.state.protocol;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A copy set: the nodes that keep copies of a shard. An answer counts when each of them has stored
 * what was asked.
 *
 * @param number grows with each copy set of a shard, from 1
 * @param token drawn at random; tells two attempts at one number apart
 * @param nodes the nodes, by the id that each keeps for life; none if what was acknowledged under
 *     it was given up with the nodes that had it
 */
public record Copies(long number, long token, Set<UUID> nodes) {
  public Copies {
    nodes = Set.copyOf(nodes);
  }

  /** The same, but nobody is waited for any more. */
  Copies givenUp() {
    return new Copies(number, token, Set.of());
  }

  /** The first copy set of a shard. */
  public static Copies first(long token, Set<UUID> nodes) {
    return new Copies(1, token, nodes);
  }

  /** The next one. */
  public Copies next(long freshToken, Set<UUID> others) {
    return new Copies(number + 1, freshToken, others);
  }

  boolean isThat(Copies other) {
    return number == other.number && token == other.token;
  }

  /** The later of two, the second of which may be null. */
  static Copies later(Copies one, Copies other) {
    return other != null && other.number > one.number ? other : one;
  }

  @Override
  public String toString() {
    return number
        + nodes.stream().map(UUID::toString).sorted().collect(Collectors.toList()).toString();
  }
}
