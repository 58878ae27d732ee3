package dev.baton.state.protocol;

/** Members of a {@link Cluster} that come and go. */
final class ClusterAccidents {
  private ClusterAccidents() {}

  static void kill(Cluster cluster, int at) {
    cluster.mail.forgetLetters(at);
    cluster.nodes[at] = cluster.nodes[at].killed(Cluster.KEYS);
    connect(cluster, at);
    cluster.map.left(cluster.nodes[at].side);
  }

  static void restart(Cluster cluster, int at) {
    cluster.nodes[at].up = true;
    cluster.nodes[at].began = cluster.now;
    cluster.map.left(cluster.nodes[at].side);
  }

  /** A process joins another side, as a new member. */
  static void join(Cluster cluster, int at, int side) {
    cluster.nodes[at].comesAsNewMember(Cluster.KEYS);
    cluster.nodes[at].began = cluster.now;
    connect(cluster, at);
    cluster.map.join(at, side);
  }

  private static void connect(Cluster cluster, int at) {
    for (int i = 0; i < cluster.nodes.length; i++) {
      cluster.cut[at][i] = false;
      cluster.cut[i][at] = false;
    }
  }
}
