package dev.baton.state.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Where Hazelcast has the replicas of the shard, on each side of the cuts: the primary first. It
 * moves them at will, and promotes the first that lives, whatever that one has.
 */
final class ClusterMap {
  private final Cluster cluster;
  private final int wanted;
  private final Map<Integer, List<Integer>> tables = new HashMap<>();
  private int sides = 1;

  ClusterMap(Cluster cluster, int wanted) {
    this.cluster = cluster;
    this.wanted = wanted;
    tables.put(
        0,
        new ArrayList<>(
            IntStream.range(0, Math.min(wanted, cluster.nodes.length)).boxed().toList()));
  }

  List<Integer> replicas(int side) {
    return tables.computeIfAbsent(side, each -> new ArrayList<>());
  }

  /** The primary on the side of this node, or -1. */
  int primary(int at) {
    List<Integer> table = replicas(cluster.nodes[at].side);
    return table.isEmpty() ? -1 : table.get(0);
  }

  List<Integer> backups(int side) {
    List<Integer> table = replicas(side);
    return List.copyOf(table.subList(Math.min(1, table.size()), table.size()));
  }

  Set<UUID> nodes(int side) {
    Set<UUID> nodes = new HashSet<>();
    replicas(side).forEach(each -> nodes.add(Cluster.id(each)));
    return nodes;
  }

  // ---- members come and go

  /** After members of a side left: the next that lives is promoted. */
  void left(int side) {
    List<Integer> table = tables.computeIfAbsent(side, each -> new ArrayList<>());
    table.removeIf(i -> !cluster.nodes[i].up || cluster.nodes[i].side != side);
    if (table.isEmpty()) {
      cluster.on(side).limit(1).forEach(table::add);
    }
  }

  /** Some members of a side find themselves without the others. */
  void split(List<Integer> group) {
    int old = cluster.nodes[group.get(0)].side;
    int side = sides++;
    List<Integer> table = new ArrayList<>(replicas(old));
    table.retainAll(group);
    tables.put(side, table);
    group.forEach(at -> cluster.nodes[at].side = side);
    cluster.mail.forgetLettersAcross();
    left(old);
    left(side);
  }

  /** A member joins a side, new: with nothing in memory. */
  void join(int at, int side) {
    ClusterNode node = cluster.nodes[at];
    int old = node.side;
    cluster.mail.forgetLetters(at);
    replicas(old).remove(Integer.valueOf(at));
    node.side = side;
    left(old);
    left(side);
  }

  // ---- replicas move

  /** Who gets a replica next, or -1. */
  int next(int side) {
    List<Integer> table = replicas(side);
    return table.isEmpty() || table.size() >= wanted
        ? -1
        : cluster.on(side).filter(i -> !table.contains(i)).findFirst().orElse(-1);
  }

  void assign(int at) {
    tables.get(cluster.nodes[at].side).add(at);
  }

  /** Whether the replica of a backup differs from its primary's. */
  boolean differs(int at) {
    int primary = primary(at);
    return primary >= 0
        && primary != at
        && replicas(cluster.nodes[at].side).contains(at)
        && !cluster.nodes[at].replica.equals(cluster.nodes[primary].replica);
  }

  /** The primary's whole copy arrives at a backup. */
  void copy(int at) {
    cluster.nodes[at].replica = cluster.nodes[primary(at)].replica;
  }

  /** The primary becomes another, with all that the old one has; the old one stays as a backup. */
  void movePrimary(int to) {
    copy(to);
    List<Integer> table = tables.get(cluster.nodes[to].side);
    int old = table.get(0);
    if (table.contains(to)) {
      table.set(table.indexOf(to), old);
      table.set(0, to);
      return;
    }
    table.add(0, to);
    if (table.size() > wanted) {
      drop(table.get(table.size() - 1));
    }
  }

  void drop(int at) {
    tables.get(cluster.nodes[at].side).remove(Integer.valueOf(at));
    cluster.nodes[at].replica = Copy.none(Cluster.KEYS);
  }
}
