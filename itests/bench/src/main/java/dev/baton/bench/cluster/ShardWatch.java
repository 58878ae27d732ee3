package dev.baton.bench.cluster;

import dev.baton.demo.drive.Operator;
import dev.baton.demo.drive.ShardCounts;
import java.io.IOException;

/** Looks now and then at how many shards each node holds. For one thread. */
final class ShardWatch {
  /** Each look is a process on the cores of those who are measured. */
  private static final long LOOK_AGAIN_MS = 1_000;

  private static final long SETTLED_MS = 4_000;
  private static final long LIMIT_MS = 180_000;

  private final Operator operator;

  ShardWatch(Operator operator) {
    this.operator = operator;
  }

  /** Looks once, and lets some time pass. */
  ShardCounts look() throws IOException, InterruptedException {
    ShardCounts now = ShardCounts.at(operator);
    Thread.sleep(LOOK_AGAIN_MS);
    return now;
  }

  /**
   * Waits until a node holds shards and none has moved for a while.
   *
   * @return when the last one had moved, in milliseconds from now
   */
  double awaitBalance(String node) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    ShardCounts last = ShardCounts.at(operator);
    double moved = 0;
    while (last.of(node) == 0 || since(begin) - moved < SETTLED_MS) {
      requireWithinLimit(begin, node + " to hold its share; " + last);
      double before = since(begin);
      ShardCounts now = look();
      if (!now.equals(last)) {
        last = now;
        moved = before;
      }
    }
    return moved;
  }

  /** Waits until so many shards are held by nodes that are there. */
  void awaitAllHeld(int shards) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (ShardCounts.at(operator).sum() < shards) {
      requireWithinLimit(begin, "all " + shards + " shards to be held");
      Thread.sleep(LOOK_AGAIN_MS);
    }
  }

  private static void requireWithinLimit(long begin, String what) throws IOException {
    if (since(begin) > LIMIT_MS) {
      throw new IOException("Waited " + LIMIT_MS / 1000 + " s in vain for " + what);
    }
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }
}
