package dev.baton.container.upgrade.act;

import dev.baton.container.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs code of service bundles on threads of its own and never waits longer than a limit. What
 * exceeds it is left behind and listed until it ends. Thread-safe.
 */
public final class BundleThreads {
  private final List<Stuck> stuck = new CopyOnWriteArrayList<>();

  private record Stuck(String what, Thread thread, Instant since) {}

  /**
   * Runs {@code body} and waits for it.
   *
   * @param what what it does, to follow the name in a message: {@code start of counter 2.0.0}
   * @throws RefusedException if it did not end within the limit; its thread goes on
   * @throws ExecutionException with what it threw
   */
  public <R> R run(String what, Duration limit, ClassLoader loader, Callable<R> body)
      throws ExecutionException, InterruptedException {
    String rollout = Rollout.current();
    FutureTask<R> task =
        new FutureTask<>(
            () -> {
              try (Rollout.Work ignored = Rollout.work(rollout)) {
                return body.call();
              }
            });
    Thread thread = new Thread(task, "baton " + what);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      stuck.add(new Stuck(what, thread, Instant.now()));
      StackTraceElement[] stack = thread.getStackTrace();
      throw new RefusedException(
          what
              + " did not return within "
              + limit.toMillis()
              + " ms and is left behind on its thread"
              + (stack.length == 0 ? "" : ", at " + stack[0]));
    }
  }

  /** What is left behind and still runs, in words, if it concerns {@code subject}. */
  public List<String> stuck(String subject) {
    stuck.removeIf(s -> !s.thread.isAlive());
    return stuck.stream()
        .filter(s -> s.what.contains(subject))
        .map(s -> "stuck since " + s.since + ": " + s.what)
        .toList();
  }
}
