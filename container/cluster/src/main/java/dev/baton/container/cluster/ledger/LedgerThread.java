package dev.baton.container.cluster.ledger;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread for what must not run at the same time. A task that fails is logged and ends no other;
 * what comes after the end is dropped.
 */
final class LedgerThread {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerThread.class);

  private final ScheduledThreadPoolExecutor thread;

  LedgerThread(String name) {
    thread = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, name));
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  void execute(Runnable task) {
    thread.execute(guarded(task));
  }

  void after(Duration pause, Runnable task) {
    thread.schedule(guarded(task), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  void every(Duration interval, Runnable task) {
    thread.scheduleAtFixedRate(guarded(task), 0, interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Goes on here when a stage is complete. */
  <T> void when(CompletionStage<T> stage, BiConsumer<T, Throwable> then) {
    stage.whenComplete((result, failure) -> execute(() -> then.accept(result, failure)));
  }

  /** Computes something here; its failure is the caller's. */
  <T> CompletionStage<T> compute(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, thread);
  }

  boolean isOver() {
    return thread.isShutdown();
  }

  static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("Something failed on {}", Thread.currentThread().getName(), e);
      }
    };
  }

  /** Runs a last task and waits for the end, but not for ever; nothing is interrupted. */
  void end(Runnable last, Duration limit) {
    execute(last);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("What runs last did not end within {} ms", limit.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
