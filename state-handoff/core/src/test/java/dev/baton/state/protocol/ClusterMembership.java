package dev.baton.state.protocol;

import dev.baton.state.protocol.ClusterMoves.Move;
import java.util.List;
import java.util.UUID;

/** Who is in, in a {@link Cluster}, and who may answer for how long. */
final class ClusterMembership {
  private final Cluster cluster;
  private final ClusterNode node;
  private final int i;
  private final List<Move> moves;

  ClusterMembership(Cluster cluster, ClusterNode node, List<Move> moves) {
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

  void add() {
    lease();
    membership();
  }

  private void membership() {
    can(
        cluster.hasMajority(i)
            && (node.known < cluster.ledger.newest() || node.voted < cluster.ledger.newest()),
        i + " learns",
        () -> cluster.learn(i));
    if (!cluster.canRecord(i)) {
      return;
    }
    ClusterLedger.Value now = cluster.ledger.now();
    can(
        !now.names(node.id(), node.member()) && !node.wasIn,
        i + " is admitted",
        () -> {
          node.wasIn = true;
          cluster.amend(i, old -> old.admitted(node.id(), node.member(), cluster.token(i)), false);
        });
    can(
        !now.names(node.id(), node.member()) && node.wasIn,
        i + " finds itself out and comes as a new member",
        () -> ClusterAccidents.join(cluster, i, node.side));
    if (!now.names(node.id(), node.member())) {
      return;
    }
    for (ClusterNode other : cluster.nodes) {
      UUID member = now.in().get(other.id());
      boolean here = other.up && other.side == node.side && other.member().equals(member);
      can(
          member != null && !here,
          i + " records that " + other.number + " is gone",
          () -> cluster.amend(i, old -> old.gone(other.id(), member, cluster.token(i)), false));
    }
  }

  private void lease() {
    boolean wants = node.life.serves() && !cluster.mayAnswer(i);
    can(wants && node.asked != cluster.now, i + " asks for a lease", () -> cluster.askLease(i));
    for (int v = 0; v < cluster.nodes.length; v++) {
      int voter = v;
      can(
          wants
              && node.asked > ClusterNode.NEVER
              && node.asked + Cluster.LEASE > cluster.now
              && !node.granted.contains(v)
              && cluster.converses(v, i)
              && cluster.grants(v, i),
          v + " grants " + i + " a lease",
          () -> cluster.grant(voter, i));
    }
    for (Node.Waiting call : List.copyOf(node.waiting)) {
      can(
          cluster.replyLeaves(i, call),
          i + " replies to " + (call.read() == null ? "write " + call.value() : "read"),
          () -> cluster.reply(i, call));
    }
  }
}
