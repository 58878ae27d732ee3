package dev.baton.state.protocol;

import dev.baton.state.protocol.ClusterFaults.Left;
import dev.baton.state.protocol.ClusterMoves.Move;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What is likely in one random order: how often something fails, what never does, what is slow. Had
 * all orders the same habits, they would all be alike, and few would come to anything.
 */
final class ClusterHabits {
  private static final double[] FAILS = {0.03, 0.08, 0.15, 0.25};
  private static final double[] SLOW = {0.01, 0.1, 1, 1, 1, 1};
  private static final double[] IN_ORDER = {0, 0.5, 0.9};

  private final Random random;
  private final double fails;
  private final double inOrder;
  private final Map<String, Double> weights = new HashMap<>();

  ClusterHabits(Random random, Left left) {
    this.random = random;
    fails = FAILS[random.nextInt(FAILS.length)];
    inOrder = IN_ORDER[random.nextInt(IN_ORDER.length)];
    left.handOffs = random.nextInt(left.handOffs + 1);
    left.kills = random.nextInt(left.kills + 1);
    left.cuts = random.nextInt(left.cuts + 1);
    left.losses = random.nextInt(left.losses + 1);
    left.migrations = random.nextInt(left.migrations + 1);
  }

  boolean fails() {
    return random.nextDouble() < fails;
  }

  Move choose(List<Move> moves, boolean fault) {
    double[] weight = new double[moves.size()];
    double sum = 0;
    int first = -1;
    for (int i = 0; i < weight.length; i++) {
      weight[i] = weight(moves.get(i));
      sum += weight[i];
      first = first < 0 && weight[i] == 1 ? i : first;
    }
    if (!fault && first >= 0 && random.nextDouble() < inOrder) {
      return moves.get(first);
    }
    double at = random.nextDouble() * sum;
    int chosen = 0;
    while (chosen < weight.length - 1 && at >= weight[chosen]) {
      at -= weight[chosen];
      chosen++;
    }
    return moves.get(chosen);
  }

  /** By what it is and where, not by what it is about. */
  private double weight(Move move) {
    String[] words = move.name().split(" ", 4);
    String kind = words[0] + words[1] + (words.length > 2 ? words[2] : "");
    return weights.computeIfAbsent(kind, each -> SLOW[random.nextInt(SLOW.length)]);
  }
}
