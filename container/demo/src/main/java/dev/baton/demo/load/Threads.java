package dev.baton.demo.load;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What became of the work on other threads. */
final class Threads {
  private Threads() {}

  /** Waits for all of them and throws what the first of them threw. */
  static void all(List<? extends Future<?>> work) throws IOException, InterruptedException {
    for (Future<?> one : work) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IOException("A thread of the load client failed: " + e.getCause(), e);
      }
    }
  }
}
