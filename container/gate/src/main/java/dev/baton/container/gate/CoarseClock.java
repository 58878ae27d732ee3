package dev.baton.container.gate;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The time to a few milliseconds for the price of reading a field: a daemon thread writes it while
 * somebody keeps the clock. Milliseconds of {@link System#nanoTime}.
 */
final class CoarseClock implements AutoCloseable {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
  private static volatile long now = read();

  private final Thread ticking = new Thread(this::tick, "baton-gate-clock");
  private volatile boolean closed;

  CoarseClock() {
    ticking.setDaemon(true);
    ticking.start();
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
