package dev.baton.container.upgrade.tend;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Loads shards at two thirds of the speed: pauses after each part for half as long as the part
 * took, so that the calls of other shards, which need the same processors, do not queue behind it.
 * But not in the first of several, whose callers wait the longest. Blocks the thread that loads;
 * for one thread.
 */
final class Pauses implements LongConsumer {
  private static final int PARTS_TO_PAUSES = 2;

  private final LongSupplier nanoTime;
  private final LongConsumer pause;
  private boolean first = true;

  /** When the last part was there and its pause over; 0 before the first of a shard. */
  private long since;

  Pauses() {
    this(System::nanoTime, Pauses::sleep);
  }

  /**
   * With another clock.
   *
   * @param pause blocks for so many nanoseconds
   */
  Pauses(LongSupplier nanoTime, LongConsumer pause) {
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /** After each shard, loaded or not. */
  void shardIsOver(boolean last) {
    first = last;
    since = 0;
  }

  @Override
  public void accept(long entries) {
    if (!first && since != 0) {
      pause.accept((nanoTime.getAsLong() - since) / PARTS_TO_PAUSES);
    }
    since = nanoTime.getAsLong();
  }

  private static void sleep(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt(); // whoever waits next in the load gives it up
    }
  }
}
