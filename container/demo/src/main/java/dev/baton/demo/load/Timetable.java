package dev.baton.demo.load;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * When calls are due: one every {@code 1/rate} seconds, whether those before are answered or not.
 * Any free caller takes the next one; one that is taken late keeps its due time. Thread-safe.
 */
final class Timetable {
  private final long start = System.nanoTime();
  private final double interval;
  private final AtomicLong next = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * @param rate calls per second
   */
  Timetable(int rate) {
    interval = 1e9 / rate;
  }

  /**
   * Waits until the next call is due.
   *
   * @return when it was due, or {@link Long#MIN_VALUE} if the timetable is over
   */
  long awaitNext() {
    long due = start + (long) (next.getAndIncrement() * interval);
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      if (over.get()) {
        break;
      }
      LockSupport.parkNanos(left);
    }
    return over.get() ? Long.MIN_VALUE : due;
  }

  /** How late the next call will be taken at best; 0 if it is not due yet. */
  long behindMs() {
    long due = start + (long) (next.get() * interval);
    return Math.max(0, (System.nanoTime() - due) / 1_000_000);
  }

  /** No further call is due. */
  void end() {
    over.set(true);
  }
}
