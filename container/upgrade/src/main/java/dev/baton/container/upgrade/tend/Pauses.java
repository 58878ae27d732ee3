package dev.baton.container.upgrade.tend;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Loads shards at two thirds of the speed: pauses after each part for half as long as the part
 * took, so that the calls of other shards, which need the same processors, do not queue behind it.
 * But not in the first of several, whose callers wait the longest. Blocks the thread that loads;
 * for one thread.
 */
final class Pauses implements LongConsumer {
  private static final int PARTS_TO_PAUSES = 2;

  private boolean first = true;

  /** When the last part was there and its pause over; 0 before the first of a shard. */
  private long since;

  /** After each shard, loaded or not. */
  void shardIsOver(boolean last) {
    first = last;
    since = 0;
  }

  @Override
  public void accept(long entries) {
    if (!first && since != 0) {
      pause(System.nanoTime() - since);
    }
    since = System.nanoTime();
  }

  private static void pause(long partNanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(partNanos / PARTS_TO_PAUSES);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt(); // whoever waits next in the load gives it up
    }
  }
}
