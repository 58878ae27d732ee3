package dev.baton.state.protocol;

import dev.baton.state.protocol.ClusterFaults.Left;
import dev.baton.state.protocol.ClusterMoves.Move;
import dev.baton.state.protocol.Violation.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** One order of what can happen to a {@link Cluster}, then the way to rest. */
final class ClusterRun {
  private static final int PATIENCE = 3_000;
  private static final int REST_SHOWN = 60;

  /**
   * What is played.
   *
   * @param replicas how many Hazelcast keeps
   * @param absent a node that stays away at the end until the others have come to rest, or -1
   */
  record Scene(int nodes, int replicas, Left budget, int absent) {}

  /** What was found, and what led to it before the faults stopped. */
  record Result(Optional<Violation> violation, List<String> trace, List<String> rest) {
    String describe() {
      return violation
          .map(
              v ->
                  v.getMessage()
                      + "\n  "
                      + String.join("\n  ", trace)
                      + "\n  (from here on nothing fails)\n  "
                      + String.join("\n  ", rest.subList(0, Math.min(REST_SHOWN, rest.size()))))
          .orElse("none");
    }

    Kind kind() {
      return violation.map(Violation::kind).orElse(null);
    }
  }

  private final Cluster cluster;
  private final Left left;
  private final Scene scene;
  private final List<String> trace = new ArrayList<>();
  private final List<String> rest = new ArrayList<>();
  final Set<Phase> phases = EnumSet.noneOf(Phase.class);

  private ClusterRun(Scene scene, ClusterLaws laws) {
    this.scene = scene;
    cluster = new Cluster(scene.nodes(), scene.replicas(), laws);
    left = scene.budget().copy();
  }

  /** A random order. */
  static Result play(Scene scene, ClusterLaws laws, long seed, int length) {
    return new ClusterRun(scene, laws).random(new Random(seed), length);
  }

  /** The same again, as far as it can happen. */
  static Result replay(Scene scene, ClusterLaws laws, List<String> names) {
    return new ClusterRun(scene, laws).names(names);
  }

  private Result random(Random random, int length) {
    ClusterHabits habits = new ClusterHabits(random, left);
    return ended(
        () -> {
          for (int step = 0; step < length; step++) {
            boolean fault = habits.fails();
            List<Move> moves = fault ? ClusterFaults.of(cluster, left) : ClusterMoves.of(cluster);
            if (!moves.isEmpty()) {
              run(habits.choose(moves, fault), trace);
            }
          }
        });
  }

  private Result names(List<String> names) {
    return ended(
        () -> {
          for (String name : names) {
            List<Move> moves = new ArrayList<>(ClusterFaults.of(cluster, left));
            moves.addAll(ClusterMoves.of(cluster));
            moves.stream()
                .filter(move -> move.name().equals(name))
                .findFirst()
                .ifPresent(move -> run(move, trace));
          }
        });
  }

  private Result ended(Runnable middle) {
    try {
      rest(new ArrayList<>());
      requireServed();
      middle.run();
      recover(scene.absent());
      rest(rest);
      if (!isServed()) {
        requireReason();
      }
      recover(-1);
      rest(rest);
      requireServed();
      return new Result(Optional.empty(), trace, rest);
    } catch (Violation violation) {
      return new Result(Optional.of(violation), trace, rest);
    }
  }

  private void run(Move move, List<String> into) {
    into.add(move.name());
    move.action().run();
    cluster.check();
    for (ClusterNode node : cluster.nodes) {
      phases.add(node.life.phase());
    }
  }

  private void recover(int absent) {
    rest.add("(all lines heal, all but " + absent + " are back)");
    for (ClusterNode node : cluster.nodes) {
      node.paused = false;
      for (ClusterNode other : cluster.nodes) {
        cluster.cut[node.number][other.number] = false;
      }
    }
    int side = cluster.nodes[absent == 0 ? 1 : 0].side;
    for (int i = 0; i < cluster.nodes.length; i++) {
      if (cluster.nodes[i].up && i == absent) {
        ClusterAccidents.kill(cluster, i);
      }
      if (cluster.nodes[i].side != side) {
        rest.add(i + " joins");
        ClusterAccidents.join(cluster, i, side);
      }
      if (!cluster.nodes[i].up && i != absent) {
        rest.add("restart " + i);
        ClusterAccidents.restart(cluster, i);
      }
    }
  }

  private void rest(List<String> into) {
    for (int step = 0; step < PATIENCE; step++) {
      List<Move> moves = ClusterMoves.of(cluster);
      if (moves.isEmpty()) {
        return;
      }
      run(moves.get(0), into);
    }
    if (cluster.hasMajority(scene.absent() == 0 ? 1 : 0)) {
      throw new Violation(Kind.NOBODY_SERVES, "it goes in circles: " + cluster);
    }
  }

  private ClusterNode serving() {
    ClusterNode serving = null;
    for (ClusterNode node : cluster.nodes) {
      serving = node.up && node.gate && node.life.serves() ? node : serving;
    }
    return serving;
  }

  private boolean isServed() {
    ClusterNode serving = serving();
    if (serving == null) {
      return false;
    }
    cluster.clients.find(serving.heap.values());
    Copies newest = cluster.ledger.now().placement().now();
    for (ClusterNode node : cluster.nodes) {
      boolean copy = serving.life.header().equals(node.replica.header());
      if (copy && !node.replica.contents().equals(serving.heap)) {
        throw new Violation(Kind.COPIES_DIFFER, serving.heap + ", " + node.replica);
      }
    }
    return serving.life.outstanding() == null
        && serving.dirty.isEmpty()
        && serving.waiting.isEmpty()
        && serving.life.header().copies().isThat(newest)
        && newest.nodes().equals(cluster.map.nodes(serving.side));
  }

  private void requireServed() {
    if (!isServed()) {
      throw new Violation(Kind.NOBODY_SERVES, "all are back: " + cluster);
    }
  }

  /** Nobody serves: then it is because somebody is away who has to be waited for. */
  private void requireReason() {
    int at = scene.absent() == 0 ? 1 : 0;
    Placement placement = cluster.ledger.now().placement();
    boolean majority = cluster.hasMajority(at);
    boolean named =
        placement.missing(cluster.stores(at)).contains(Cluster.id(scene.absent()))
            && cluster.best(at, placement) < 0;
    if (majority && (serving() != null || !named)) {
      throw new Violation(Kind.NOBODY_SERVES, "without a reason: " + cluster);
    }
  }
}
