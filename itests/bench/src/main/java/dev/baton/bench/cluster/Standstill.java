package dev.baton.bench.cluster;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the machine itself stood still: how much too late a thread wakes that does nothing but
 * sleep, as <a href="https://github.com/giltene/jHiccup">jHiccup</a> has it. The host of a virtual
 * machine holds it up, for instance while it takes back the memory of a process that was killed;
 * that is no work of the nodes, but their clients wait for it. Thread-safe.
 */
final class Standstill implements AutoCloseable {
  private static final long SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final AtomicLong longest = new AtomicLong();
  private final Thread thread = new Thread(this::watch, "bench-standstill");

  /** Watches from now on. */
  Standstill() {
    thread.setDaemon(true);
    thread.start();
  }

  /** The longest that ended since this was last called, in milliseconds. */
  double longestMs() {
    return longest.getAndSet(0) / 1e6;
  }

  private void watch() {
    try {
      for (long begin = System.nanoTime(); ; begin = System.nanoTime()) {
        TimeUnit.NANOSECONDS.sleep(SLEEP_NANOS);
        longest.accumulateAndGet(System.nanoTime() - begin - SLEEP_NANOS, Math::max);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
