package dev.baton.bench.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Callers that make one call after the other, each as soon as the one before has returned. */
public final class Burst {
  private final int callers;
  private final Duration time;
  private final int keys;

  /**
   * @param time for how long they call
   * @param keys they call a key from 0 to {@code keys - 1} by chance
   */
  public Burst(int callers, Duration time, int keys) {
    this.callers = callers;
    this.time = time;
    this.keys = keys;
  }

  /** Blocks until all callers have ended; what one of them throws ends it. */
  public Pace run(IntConsumer call) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      long start = System.nanoTime();
      long end = start + time.toNanos();
      List<Future<long[]>> all = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        SplittableRandom random = new SplittableRandom(i);
        all.add(threads.submit(() -> calls(call, random, end)));
      }
      List<long[]> nanos = new ArrayList<>();
      for (Future<long[]> each : all) {
        nanos.add(each.get());
      }
      return Pace.of(
          nanos.stream().flatMapToLong(Arrays::stream).toArray(), System.nanoTime() - start);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("A call failed: " + failed.getCause(), failed);
    } finally {
      threads.shutdownNow();
    }
  }

  private long[] calls(IntConsumer call, SplittableRandom random, long end) {
    long[] nanos = new long[4096];
    int made = 0;
    for (long begin = System.nanoTime(); begin < end; ) {
      call.accept(random.nextInt(keys));
      long now = System.nanoTime();
      if (made == nanos.length) {
        nanos = Arrays.copyOf(nanos, made * 2);
      }
      nanos[made++] = now - begin;
      begin = now;
    }
    return Arrays.copyOf(nanos, made);
  }
}
