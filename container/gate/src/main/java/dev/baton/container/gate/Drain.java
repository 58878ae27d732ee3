package dev.baton.container.gate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks into the frames of all threads for calls of one occupant. */
final class Drain {
  private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** Looking at the stack of a call that ends by itself in a moment costs more than it tells. */
  private static final long JUST_BEGUN_MS = 4;

  private Drain() {}

  /** Whether no call is inside; waits for at most {@code limit} for the last one to leave. */
  static boolean await(Occupant occupant, Duration limit) throws InterruptedException {
    long begun = System.nanoTime();
    long most = limit.toNanos();
    while (Chain.occupied(occupant)) {
      long waited = System.nanoTime() - begun;
      if (waited >= most) {
        return false;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while calls of " + occupant + " ended");
      }
      if (waited < SPIN_NANOS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return true;
  }

  /** The calls inside now. */
  static List<RunningCall> running(Occupant occupant) {
    long now = Clock.read();
    List<RunningCall> calls = new ArrayList<>();
    Chain.frames(
        frame -> {
          if (frame.occupant == occupant) {
            GatedMethod method = frame.method;
            long since = frame.since;
            Thread thread = frame.chain.thread();
            if (method == null || thread == null) {
              return;
            }
            long age = Math.max(0, now - since);
            String stack = age > JUST_BEGUN_MS ? stack(thread) : "";
            if (frame.occupant == occupant && frame.method == method) {
              calls.add(
                  new RunningCall(
                      method.service(),
                      method.name(),
                      thread.getName(),
                      Duration.ofMillis(age),
                      stack));
            }
          }
        });
    return List.copyOf(calls);
  }

  private static String stack(Thread thread) {
    StringBuilder text = new StringBuilder();
    for (StackTraceElement element : thread.getStackTrace()) {
      text.append("at ").append(element).append('\n');
    }
    return text.toString();
  }
}
