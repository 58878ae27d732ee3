package dev.baton.container.gate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Where calls wait while a gate is closed, or nobody is known to hold its shard. */
final class WaitingLine {
  private final HoldLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Notice> notices = new ArrayList<>();
  private int now;
  private long total;
  private long longest;

  WaitingLine(HoldLimits limits) {
    this.limits = limits;
  }

  Duration maxHold() {
    return limits.maxHold();
  }

  /**
   * Blocks while the gate is closed, for at most what the limits allow.
   *
   * @throws RefusedCallException if too many wait already, or this one has waited too long or was
   *     interrupted
   */
  void await(String call, BooleanSupplier closed) {
    try (Waiting waiting = take(call)) {
      if (waiting.await(closed, limits.maxHold())) {
        throw new RefusedCallException(
            call + " was not executed: held for " + limits.maxHold().toMillis() + " ms");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedCallException(call + " was not executed: interrupted while held");
    }
  }

  /**
   * Takes a place to wait in.
   *
   * @throws RefusedCallException if too many wait already
   */
  Waiting take(String call) {
    limits.take(call);
    lock.lock();
    try {
      now++;
      total++;
      return new Waiting(this);
    } finally {
      lock.unlock();
    }
  }

  void leave(Waiting waiting) {
    lock.lock();
    try {
      if (!waiting.end()) {
        return;
      }
      now--;
      longest = Math.max(longest, System.nanoTime() - waiting.begun());
    } finally {
      lock.unlock();
    }
    limits.leave();
  }

  /** Blocks while the condition holds; whether it still does, since the time ran out. */
  boolean block(BooleanSupplier condition, Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (condition.getAsBoolean()) {
        if (left <= 0) {
          return true;
        }
        left = changed.awaitNanos(left);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Completed by the change after which the condition does not hold any more. */
  CompletableFuture<Void> notice(BooleanSupplier condition) {
    lock.lock();
    try {
      if (!condition.getAsBoolean()) {
        return CompletableFuture.completedFuture(null);
      }
      CompletableFuture<Void> over = new CompletableFuture<>();
      notices.removeIf(notice -> notice.over.isDone());
      notices.add(new Notice(condition, over));
      return over;
    } finally {
      lock.unlock();
    }
  }

  /** Makes a change that those who wait look at again. */
  void change(Runnable change) {
    List<Notice> due;
    lock.lock();
    try {
      change.run();
      changed.signalAll();
      due = notices.stream().filter(notice -> !notice.condition.getAsBoolean()).toList();
      notices.removeAll(due);
    } finally {
      lock.unlock();
    }
    due.forEach(notice -> notice.over.complete(null));
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

  private record Notice(BooleanSupplier condition, CompletableFuture<Void> over) {}
}
