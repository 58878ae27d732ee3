package dev.baton.itests;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waiting for the thing itself. */
public final class Eventually {

  private Eventually() {}

  /**
   * Asks again and again until the answer is not null.
   *
   * @param otherwise what to say when the limit has passed
   */
  public static <T> T get(Duration limit, Callable<T> question, Callable<String> otherwise)
      throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      T answer = question.call();
      if (answer != null) {
        return answer;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within " + limit + ": " + otherwise.call());
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** Asks again and again until the answer is yes. */
  public static void holds(Duration limit, Callable<Boolean> question, Callable<String> otherwise)
      throws Exception {
    get(limit, () -> question.call() ? Boolean.TRUE : null, otherwise);
  }
}
