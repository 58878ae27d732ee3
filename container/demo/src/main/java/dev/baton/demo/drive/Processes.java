package dev.baton.demo.drive;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How processes end. */
final class Processes {
  private Processes() {}

  /**
   * Ends a process, by force if it has not ended within {@code limit} or this thread is cut off.
   */
  static void end(Process process, Duration limit) {
    process.destroy();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
