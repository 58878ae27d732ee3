package dev.baton.container.gate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Where calls wait while a gate is closed. */
final class WaitingLine {
  private final HoldLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int now;
  private long total;
  private long longest;

  WaitingLine(HoldLimits limits) {
    this.limits = limits;
  }

  /**
   * Blocks while the gate is closed, for at most what the limits allow.
   *
   * @throws RefusedCallException if too many wait already, or this one has waited too long or was
   *     interrupted
   */
  void await(String call, BooleanSupplier closed) {
    limits.take(call);
    long begun = System.nanoTime();
    lock.lock();
    try {
      now++;
      total++;
      long left = limits.maxHold().toNanos();
      while (closed.getAsBoolean()) {
        if (left <= 0) {
          throw new RefusedCallException(
              call + " was not executed: held for " + limits.maxHold().toMillis() + " ms");
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedCallException(call + " was not executed: interrupted while held");
    } finally {
      now--;
      longest = Math.max(longest, System.nanoTime() - begun);
      lock.unlock();
      limits.leave();
    }
  }

  /** Makes a change that those who wait look at again. */
  void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  HoldFigures figures(boolean restart) {
    lock.lock();
    try {
      HoldFigures figures =
          new HoldFigures(now, total, Duration.of(longest, TimeUnit.NANOSECONDS.toChronoUnit()));
      if (restart) {
        total = now;
        longest = 0;
      }
      return figures;
    } finally {
      lock.unlock();
    }
  }
}
