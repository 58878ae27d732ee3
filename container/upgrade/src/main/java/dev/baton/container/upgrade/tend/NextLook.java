package dev.baton.container.upgrade.tend;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * When to look again. What is told in lots, as copies that move, is looked at together: looks are a
 * pause apart, unless something is told that must not wait. One thread looks; thread-safe for those
 * who have it come, which never blocks.
 */
final class NextLook {
  private final long pauseNanos;
  private final Semaphore soon = new Semaphore(0);
  private final Semaphore atOnce = new Semaphore(0);

  /** Of the thread that looks. */
  private long last;

  /**
   * @param pause between two looks
   */
  NextLook(Duration pause) {
    this.pauseNanos = pause.toNanos();
    this.last = System.nanoTime() - pauseNanos;
  }

  /** The next look comes when the pause is over. */
  void comeSoon() {
    if (soon.availablePermits() == 0) {
      soon.release();
    }
  }

  /** The next look comes now. */
  void comeAtOnce() {
    atOnce.release();
    comeSoon();
  }

  /**
   * Blocks until it is time to look.
   *
   * @param longest if nothing has it come
   */
  void await(Duration longest) throws InterruptedException {
    if (soon.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
      atOnce.tryAcquire(last + pauseNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
    soon.drainPermits();
    atOnce.drainPermits();
    last = System.nanoTime();
  }
}
