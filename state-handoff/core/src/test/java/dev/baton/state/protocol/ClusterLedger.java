package dev.baton.state.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a majority has recorded in a {@link Cluster}: one value after the other. */
final class ClusterLedger {
  /**
   * One value.
   *
   * @param in which member of a node is in, by node
   * @param placement where the shard is kept
   */
  record Value(Map<UUID, UUID> in, Placement placement) {
    Value {
      in = Map.copyOf(in);
    }

    boolean names(UUID node, UUID member) {
      return member.equals(in.get(node));
    }

    boolean isIn(UUID member) {
      return in.containsValue(member);
    }

    Value placed(Placement next) {
      return new Value(in, next);
    }

    /** After this member left, if it was in. */
    Value gone(UUID node, UUID member, long token) {
      if (!names(node, member)) {
        return this;
      }
      Map<UUID, UUID> rest = new HashMap<>(in);
      rest.remove(node);
      return new Value(rest, placement.without(node, rest.keySet(), token));
    }

    /** After this member came, in place of whatever member its node had. */
    Value admitted(UUID node, UUID member, long token) {
      Value without = in.containsKey(node) ? gone(node, in.get(node), token) : this;
      Map<UUID, UUID> all = new HashMap<>(without.in);
      all.put(node, member);
      return new Value(all, without.placement);
    }
  }

  private final List<Value> values = new ArrayList<>();

  ClusterLedger(Value first) {
    values.add(first);
  }

  /** All members that were ever in, up to a value. */
  Set<UUID> everIn(int number) {
    Set<UUID> ever = new HashSet<>();
    values.subList(0, number + 1).forEach(value -> ever.addAll(value.in().values()));
    return ever;
  }

  int newest() {
    return values.size() - 1;
  }

  Value at(int number) {
    return values.get(number);
  }

  Value now() {
    return at(newest());
  }

  void record(Value next) {
    values.add(next);
  }
}
