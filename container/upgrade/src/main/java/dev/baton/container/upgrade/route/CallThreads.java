package dev.baton.container.upgrade.route;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The threads that calls from other nodes run on: a bounded number for each number of hops. A call
 * waits only for calls that were passed on once more than itself, so those of the most hops wait
 * for none, and nodes cannot fill each other's threads with calls that wait for each other.
 */
final class CallThreads implements AutoCloseable {
  private static final long IDLE_SECONDS = 10;

  private final AtomicInteger number = new AtomicInteger();
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          this::thread,
          (task, stopped) -> {
            throw new RejectedExecutionException("the node stops");
          });
  private final List<Lane> lanes;

  CallThreads(RouteLimits limits) {
    this.lanes =
        IntStream.rangeClosed(0, limits.hops()).mapToObj(hops -> new Lane(pool, limits)).toList();
  }

  /**
   * The threads of calls that were passed on so many times, or more than is allowed. Rejects what
   * exceeds the limits, in words.
   */
  Executor at(int hops) {
    return lanes.get(Math.min(hops, lanes.size() - 1));
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "baton-call-" + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** Begins no call any more; those that run are left to end. */
  @Override
  public void close() {
    pool.shutdown();
  }
}
