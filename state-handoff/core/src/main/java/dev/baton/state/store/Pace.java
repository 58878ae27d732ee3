package dev.baton.state.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Holds its caller back so that it reads and writes no more bytes a second than it may. */
final class Pace {
  private static final double NANOS_A_SECOND = 1e9;
  private static final long SHORTEST_NANOS = 1_000_000;

  private final long bytesPerSecond;
  private final BooleanSupplier stopped;
  private final long start = System.nanoTime();
  private long bytes;

  Pace(long bytesPerSecond, BooleanSupplier stopped) {
    this.bytesPerSecond = bytesPerSecond;
    this.stopped = stopped;
  }

  /** Waits until this many more bytes may be spent; a stop ends the wait within a second. */
  void spend(long more) throws IOException {
    bytes += more;
    long due = start + (long) (bytes * NANOS_A_SECOND / bytesPerSecond);
    for (long ahead = due - System.nanoTime();
        ahead > SHORTEST_NANOS && !stopped.getAsBoolean();
        ahead = due - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(ahead, (long) NANOS_A_SECOND));
    }
    if (stopped.getAsBoolean()) {
      throw new InterruptedIOException("the store is closing");
    }
  }
}
