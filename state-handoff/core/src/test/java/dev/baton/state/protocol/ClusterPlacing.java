package dev.baton.state.protocol;

import dev.baton.state.protocol.ClusterMoves.Move;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The copy set that whoever holds the shard in a {@link Cluster} wants recorded. */
final class ClusterPlacing {
  private final Cluster cluster;
  private final ClusterNode node;
  private final int i;
  private final List<Move> moves;

  ClusterPlacing(Cluster cluster, ClusterNode node, List<Move> moves) {
    this.cluster = cluster;
    this.node = node;
    this.i = node.number;
    this.moves = moves;
  }

  private void can(boolean possible, String name, Runnable action) {
    if (possible) {
      moves.add(new Move(name, action));
    }
  }

  /** The holder, or who is about to be, wants what is level with the primary to be the copy set. */
  void add() {
    int primary = cluster.map.primary(i);
    boolean able =
        primary >= 0
            && cluster.canRecord(i)
            && cluster.converses(i, primary)
            && cluster.known(i).names(node.id(), node.member());
    if (!able) {
      return;
    }
    if (node.restoring != null && cluster.laws.recordsFirst()) {
      placeRestored();
    }
    Header first = cluster.nodes[primary].replica.header();
    if (!isOurs(node.life, first)) {
      return;
    }
    Set<UUID> level = new HashSet<>();
    for (int replica : cluster.map.replicas(node.side)) {
      Header header = cluster.nodes[replica].replica.header();
      boolean in = cluster.known(i).isIn(cluster.nodes[replica].member());
      if (in && cluster.converses(i, replica) && header != null && header.isLevelWith(first)) {
        level.add(Cluster.id(replica));
      }
    }
    Copies newest = cluster.known(i).placement().now();
    can(
        level.contains(Cluster.id(primary)) && !level.equals(newest.nodes()),
        i + " places at " + level.stream().map(Cluster::node).sorted().toList(),
        () -> placed(level));
  }

  /** Whether this is of the epoch that this node holds, or asks for. */
  private static boolean isOurs(ShardState life, Header first) {
    if (first == null || !first.complete() || life.phase() == Phase.REPLACED) {
      return false;
    }
    Header held = life.header();
    boolean holds =
        held != null
            && held.epoch() == first.epoch()
            && held.token() == first.token()
            && held.sequence() <= first.sequence();
    return holds || (life.outstanding() instanceof Request.Change change && change.made(first));
  }

  /** A restore goes on without a node that the map has left. */
  private void placeRestored() {
    Set<UUID> replicas = cluster.map.nodes(node.side);
    Copies newest = cluster.known(i).placement().now();
    can(
        !replicas.containsAll(newest.nodes()),
        i + " restores to " + replicas.stream().map(Cluster::node).sorted().toList(),
        () -> placed(replicas));
  }

  private void placed(Set<UUID> level) {
    Header header = node.life.header();
    long inForce = header == null || !header.complete() ? 0 : header.copies().number();
    long token = cluster.token(i);
    Placement read = cluster.known(i).placement();
    cluster.amend(
        i,
        old ->
            old.placement().equals(read)
                ? old.placed(old.placement().then(level, token, inForce))
                : old,
        false);
  }
}
