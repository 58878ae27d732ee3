package dev.baton.state.protocol;

import dev.baton.state.protocol.ClusterMoves.Move;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What clients, operators and misfortune do to a {@link Cluster}, as long as there is some left.
 */
final class ClusterFaults {
  /** How much of each is left. */
  static final class Left {
    int writes;
    int reads;
    int handOffs;
    int kills;
    int cuts;
    int losses;
    int ticks;
    int migrations;

    static Left of(int writes, int reads, int handOffs, int kills) {
      Left left = new Left();
      left.writes = writes;
      left.reads = reads;
      left.handOffs = handOffs;
      left.kills = kills;
      return left;
    }

    Left and(int cutsLeft, int lossesLeft, int ticksLeft, int migrationsLeft) {
      cuts = cutsLeft;
      losses = lossesLeft;
      ticks = ticksLeft;
      migrations = migrationsLeft;
      return this;
    }

    Left copy() {
      return of(writes, reads, handOffs, kills).and(cuts, losses, ticks, migrations);
    }
  }

  private final Cluster cluster;
  private final Left left;
  private final List<Move> moves = new ArrayList<>();

  private ClusterFaults(Cluster cluster, Left left) {
    this.cluster = cluster;
    this.left = left;
  }

  static List<Move> of(Cluster cluster, Left left) {
    ClusterFaults all = new ClusterFaults(cluster, left);
    for (ClusterNode node : cluster.nodes) {
      if (node.runs()) {
        all.calls(node);
        all.handOffs(node);
        all.loses(node);
      }
      all.machine(node);
    }
    all.lines();
    all.groups();
    return all.moves;
  }

  private void can(boolean possible, String name, Runnable action) {
    if (possible) {
      moves.add(new Move(name, action));
    }
  }

  private void can(int budget, String name, Consumer<Left> spend, Runnable action) {
    can(
        budget > 0,
        name,
        () -> {
          spend.accept(left);
          action.run();
        });
  }

  private void calls(ClusterNode node) {
    int i = node.number;
    if (node.gate) {
      can(left.writes, "write " + i, l -> l.writes--, () -> cluster.write(i));
      can(left.reads, "read " + i, l -> l.reads--, () -> cluster.read(i));
    }
  }

  private void handOffs(ClusterNode node) {
    int i = node.number;
    ShardState life = node.life;
    if (life.serves()) {
      can(left.handOffs, "close " + i, l -> l.handOffs--, () -> cluster.tell(i, new Event.Close()));
    }
    for (int j = 0; j < cluster.nodes.length && life.phase() == Phase.CLOSED; j++) {
      int to = j;
      boolean in = cluster.known(i).isIn(cluster.nodes[j].member());
      can(
          cluster.converses(i, j) && in && (i == j || cluster.nodes[j].idle()),
          "hand off " + i + " to " + j,
          () -> {
            int version = 3 - Node.version(life.header().holder());
            Holder next = cluster.holder(to, to == i ? version : 1);
            cluster.tell(i, new Event.HandOff(next, cluster.token(i)));
          });
    }
    if (life.move() != null && life.phase() != Phase.TAKING_OVER) {
      can(
          left.losses,
          "give up " + i,
          l -> l.losses--,
          () -> cluster.tell(i, new Event.GiveUp(cluster.token(i))));
    }
  }

  private void loses(ClusterNode node) {
    int i = node.number;
    Request request = node.life.outstanding();
    if (request != null) {
      can(
          left.losses,
          "early time-out " + i,
          l -> l.losses--,
          () -> {
            node.heard.clear();
            cluster.tell(i, new Event.Unanswered(request));
          });
    }
  }

  private void machine(ClusterNode node) {
    int i = node.number;
    if (!node.up) {
      can(true, "restart " + i, () -> ClusterAccidents.restart(cluster, i));
      return;
    }
    can(left.kills, "kill " + i, l -> l.kills--, () -> ClusterAccidents.kill(cluster, i));
    if (node.paused) {
      can(true, "resume " + i, () -> node.paused = false);
    } else {
      can(left.cuts, "pause " + i, l -> l.cuts--, () -> node.paused = true);
    }
    int primary = cluster.map.primary(i);
    boolean replica = cluster.map.replicas(node.side).contains(i);
    if (primary != i && primary >= 0 && cluster.converses(i, primary)) {
      can(
          left.migrations,
          "primary moves to " + i,
          l -> l.migrations--,
          () -> cluster.map.movePrimary(i));
    }
    if (primary != i && replica) {
      can(
          left.migrations,
          "replica moves away from " + i,
          l -> l.migrations--,
          () -> cluster.map.drop(i));
    }
  }

  private void lines() {
    for (int i = 0; i < cluster.nodes.length; i++) {
      for (int j = 0; j < cluster.nodes.length; j++) {
        int one = i;
        int other = j;
        boolean together =
            i != j
                && cluster.nodes[i].up
                && cluster.nodes[j].up
                && cluster.nodes[i].side == cluster.nodes[j].side;
        if (together && cluster.cut[i][j]) {
          can(
              true,
              "line from " + i + " to " + j + " heals",
              () -> cluster.cut[one][other] = false);
        } else if (together) {
          can(
              left.cuts,
              "line from " + i + " to " + j + " is cut",
              l -> l.cuts--,
              () -> cluster.cut[one][other] = true);
        }
        boolean apart =
            cluster.nodes[i].up
                && cluster.nodes[j].up
                && cluster.nodes[i].side != cluster.nodes[j].side;
        can(
            apart && !cluster.nodes[i].paused,
            i + " joins the side of " + j,
            () -> ClusterAccidents.join(cluster, one, cluster.nodes[other].side));
      }
    }
    for (ClusterLetter letter : cluster.mail.letters()) {
      can(
          left.losses,
          "lost: " + ClusterMoves.name(letter),
          l -> l.losses--,
          () -> cluster.mail.lose(letter));
    }
    can(left.ticks, "time passes", l -> l.ticks--, () -> cluster.now++);
  }

  /** Some members of a side lose the others. */
  private void groups() {
    for (int mask = 1; mask < 1 << cluster.nodes.length; mask++) {
      List<Integer> group = new ArrayList<>();
      for (int i = 0; i < cluster.nodes.length; i++) {
        if ((mask & 1 << i) != 0) {
          group.add(i);
        }
      }
      int side = cluster.nodes[group.get(0)].side;
      boolean together =
          group.stream().allMatch(i -> cluster.nodes[i].up && cluster.nodes[i].side == side);
      if (together && cluster.on(side).count() > group.size()) {
        can(left.cuts, "split off " + group, l -> l.cuts--, () -> cluster.map.split(group));
      }
    }
  }
}
