package dev.baton.state.table;

/**
 * How a thread that handles many entries gives way to calls: a call crosses several threads, and at
 * each it may wait until the scheduler takes the processor from a thread that does not let go of it
 * by itself, for milliseconds. What nobody waits for costs a microsecond.
 */
final class GiveWay {
  /** Some 10 to 50 microseconds of work, by what the values are and how new the code is. */
  private static final int ENTRIES = 16;

  private GiveWay() {}

  /**
   * After each entry.
   *
   * @param count how many there were
   */
  static void after(long count) {
    if (count % ENTRIES == 0) {
      Thread.yield();
    }
  }
}
