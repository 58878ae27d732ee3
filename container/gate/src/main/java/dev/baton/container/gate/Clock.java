package dev.baton.container.gate;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The time to a few milliseconds for the price of reading a field: a daemon thread writes it while
 * somebody keeps the clock. Milliseconds of {@link System#nanoTime}.
 */
public final class Clock implements AutoCloseable {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
  private static volatile long now = read();

  private final Thread ticking = new Thread(this::tick, "baton-gate-clock");
  private volatile boolean closed;

  private Clock() {}

  /** Keeps the clock until it is closed. */
  public static Clock start() {
    Clock clock = new Clock();
    clock.ticking.setDaemon(true);
    clock.ticking.start();
    return clock;
  }

  static long now() {
    return now;
  }

  /** The same time, exactly; also sets the clock. */
  static long read() {
    return now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private void tick() {
    while (!closed) {
      read();
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(ticking);
  }
}
