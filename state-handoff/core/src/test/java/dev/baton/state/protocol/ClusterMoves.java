package dev.baton.state.protocol;

import dev.baton.state.protocol.ClusterNode.Heard;
import dev.baton.state.protocol.ClusterNode.Restoring;
import dev.baton.state.protocol.ClusterNode.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** What can happen next in a {@link Cluster} by itself; what is listed first comes to rest. */
final class ClusterMoves {
  /** One thing that can happen. */
  record Move(String name, Runnable action) {}

  private final Cluster cluster;
  private final List<Move> moves = new ArrayList<>();

  private ClusterMoves(Cluster cluster) {
    this.cluster = cluster;
  }

  static List<Move> of(Cluster cluster) {
    ClusterMoves all = new ClusterMoves(cluster);
    all.letters();
    for (ClusterNode node : cluster.nodes) {
      if (node.runs()) {
        all.machine(node);
      }
    }
    for (ClusterNode node : cluster.nodes) {
      if (node.runs()) {
        new ClusterMembership(cluster, node, all.moves).add();
        all.task(node);
        all.runtime(node);
      }
    }
    for (ClusterNode node : cluster.nodes) {
      if (node.runs()) {
        new ClusterArrival(cluster, node, all.moves).add();
        all.timeOut(node);
      }
    }
    return all.moves;
  }

  private void can(boolean possible, String name, Runnable action) {
    if (possible) {
      moves.add(new Move(name, action));
    }
  }

  private void letters() {
    for (ClusterLetter letter : cluster.mail.letters()) {
      can(cluster.mail.arrives(letter), name(letter), () -> cluster.mail.deliver(letter));
    }
  }

  static String name(ClusterLetter letter) {
    if (letter instanceof ClusterLetter.Asked asked) {
      return "primary takes " + Happenings.name(asked.request()) + " of " + asked.from();
    }
    if (letter instanceof ClusterLetter.Shipped shipped) {
      return "backup "
          + shipped.to()
          + " takes "
          + Happenings.name(shipped.request())
          + " from "
          + shipped.from();
    }
    if (letter instanceof ClusterLetter.Answering answering) {
      return answering.to()
          + " hears "
          + answering.answer().verdict()
          + " to "
          + Happenings.name(answering.request());
    }
    if (letter instanceof ClusterLetter.Confirming confirming) {
      return confirming.from()
          + " confirms to "
          + confirming.to()
          + " "
          + confirming.stored().epoch()
          + "."
          + confirming.stored().sequence()
          + " under "
          + confirming.stored().copies().number();
    }
    ClusterLetter.Arriving arriving = (ClusterLetter.Arriving) letter;
    return arriving.to() + " arrives by epoch " + arriving.committed().epoch();
  }

  private void machine(ClusterNode node) {
    int i = node.number;
    can(!node.disk.queue().isEmpty(), "disk " + i + " writes", () -> cluster.mail.writeDisk(i));
    int next = cluster.map.next(node.side);
    can(next == i, "replica assigned to " + i, () -> cluster.map.assign(i));
    int primary = cluster.map.primary(i);
    can(
        cluster.map.differs(i) && cluster.converses(primary, i),
        "primary is copied to " + i,
        () -> cluster.map.copy(i));
  }

  private void task(ClusterNode node) {
    int i = node.number;
    switch (node.task) {
      case LOAD -> new ClusterArrival(cluster, node, moves).load();
      case COMPARE ->
          can(
              true,
              "compare " + i,
              () -> {
                node.task = Task.NONE;
                cluster.tell(i, new Event.Compared(follows(node)));
              });
      case TAKE_OVER ->
          can(
              true,
              "took over " + i,
              () -> {
                node.task = Task.NONE;
                cluster.tell(i, new Event.TookOver(true, cluster.token(i)));
              });
      case SEND_STORED ->
          can(
              node.life.takesBatch() && cluster.best(i, cluster.known(i).placement()) >= 0,
              "send stored " + i,
              () -> sendStored(node));
      case NONE -> {}
    }
  }

  private boolean follows(ClusterNode node) {
    UUID to = node.life.move().to().member();
    for (ClusterNode other : cluster.nodes) {
      if (other.member().equals(to) && cluster.converses(node.number, other.number)) {
        other.follower = other == node ? other.follower : node.heap;
        return true;
      }
    }
    return false;
  }

  private void sendStored(ClusterNode node) {
    int i = node.number;
    Restoring restoring = node.restoring;
    Placement line = cluster.known(i).placement();
    int best = cluster.best(i, line);
    if (best < 0) {
      return;
    }
    Copy stored = cluster.nodes[best].disk.whole();
    boolean other = !stored.header().equals(restoring.stored());
    ClusterArrival arrival = new ClusterArrival(cluster, node, moves);
    if (other && cluster.laws.looksAgain()) {
      node.task = Task.NONE;
      if (arrival.free(stored.header())) {
        arrival.restore(best, line, node.life.header());
      } else {
        arrival.giveUp();
      }
    } else if (!restoring.sent()) {
      node.restoring = new Restoring(restoring.stored(), true);
      cluster.tell(i, new Event.Taken(stored.contents().present(), node.position, false));
    } else {
      node.task = Task.NONE;
      cluster.tell(i, new Event.Restored(cluster.token(i)));
    }
  }

  private void runtime(ClusterNode node) {
    int i = node.number;
    ShardState life = node.life;
    for (Heard heard : List.copyOf(node.heard)) {
      can(
          heard.request().equals(life.outstanding()) && cluster.mail.confirmed(i, heard),
          i + " has all of " + Happenings.name(heard.request()),
          () -> cluster.mail.answered(i, heard));
    }
    boolean dirty = !node.dirty.isEmpty() && life.phase() != Phase.RESTORING;
    can(life.takesBatch() && dirty, "flush " + i, () -> cluster.tell(i, node.take()));
    can(life.phase() == Phase.CLOSED, "open " + i, () -> cluster.tell(i, new Event.Open()));
    Copies newest = cluster.known(i).placement().now();
    boolean old = life.header() != null && life.header().copies().number() < newest.number();
    int primary = cluster.map.primary(i);
    boolean differs =
        primary >= 0 && !Objects.equals(cluster.nodes[primary].replica.header(), life.header());
    can(
        life.serves() && life.takesBatch() && (old || differs),
        i + " doubts",
        () -> cluster.tell(i, new Event.Doubted()));
    new ClusterPlacing(cluster, node, moves).add();
  }

  private void timeOut(ClusterNode node) {
    int i = node.number;
    Request request = node.life.outstanding();
    boolean underWay =
        cluster.mail.letters().stream().anyMatch(letter -> isAbout(letter, i, request))
            || node.heard.stream()
                .filter(heard -> heard.request().equals(request))
                .anyMatch(heard -> cluster.mail.confirmed(i, heard));
    can(
        request != null && !underWay,
        "time-out " + i,
        () -> {
          node.heard.clear();
          if (isArriving(node) && node.unansweredTooOften(request)) {
            new ClusterArrival(cluster, node, moves).giveUp();
          } else {
            cluster.tell(i, new Event.Unanswered(request));
          }
        });
  }

  private static boolean isArriving(ClusterNode node) {
    return node.life.phase() == Phase.RESTORING || node.life.phase() == Phase.CLAIMING;
  }

  private static boolean isAbout(ClusterLetter letter, int i, Request request) {
    return (letter instanceof ClusterLetter.Asked asked
            && asked.from() == i
            && asked.request().equals(request))
        || (letter instanceof ClusterLetter.Answering answering
            && answering.to() == i
            && answering.request().equals(request));
  }
}
