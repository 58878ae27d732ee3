package dev.baton.state.store.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The latencies of one phase, all of them. */
final class Latencies {
  private static final int MOST = 4_000_000;

  private final long[] nanos = new long[MOST];
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong entries = new AtomicLong();

  void sent(int batch) {
    entries.addAndGet(batch);
  }

  void add(long latency) {
    int place = count.getAndIncrement();
    if (place < MOST) {
      nanos[place] = latency;
    }
  }

  long count() {
    return Math.min(count.get(), MOST);
  }

  long entries() {
    return entries.get();
  }

  @Override
  public String toString() {
    int size = (int) count();
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    return "median %,d  p99 %,d  p99.9 %,d  max %,d us"
        .formatted(
            micros(sorted, 0.5), micros(sorted, 0.99), micros(sorted, 0.999), micros(sorted, 1));
  }

  private static long micros(long[] sorted, double share) {
    return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1_000;
  }
}
