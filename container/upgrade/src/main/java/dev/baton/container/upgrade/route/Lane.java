package dev.baton.container.upgrade.route;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs a bounded number of calls at once on the threads of a pool, and lets some more wait. */
final class Lane implements Executor {
  private final Executor pool;
  private final RouteLimits limits;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  Lane(Executor pool, RouteLimits limits) {
    this.pool = pool;
    this.limits = limits;
  }

  /**
   * @throws RejectedExecutionException if too many wait, in words
   */
  @Override
  public void execute(Runnable call) {
    synchronized (waiting) {
      if (running == limits.threads()) {
        if (waiting.size() == limits.queue()) {
          throw new RejectedExecutionException(
              running + " calls from other nodes run and " + limits.queue() + " wait");
        }
        waiting.add(call);
        return;
      }
      running++;
    }
    try {
      pool.execute(() -> run(call));
    } catch (RuntimeException | Error notStarted) {
      synchronized (waiting) {
        running--;
      }
      throw notStarted;
    }
  }

  private void run(Runnable first) {
    Runnable next = first;
    boolean ended = false;
    try {
      while (next != null) {
        next.run();
        next = next();
      }
      ended = true;
    } finally {
      if (!ended) {
        goOnElsewhere();
      }
    }
  }

  /** The next call; none means that this thread runs no more. */
  private Runnable next() {
    synchronized (waiting) {
      Runnable next = waiting.poll();
      if (next == null) {
        running--;
      }
      return next;
    }
  }

  /** A call threw, which ends its thread. */
  private void goOnElsewhere() {
    Runnable next = next();
    if (next != null) {
      pool.execute(() -> run(next));
    }
  }
}
