package dev.baton.state.store.bench;

import dev.baton.state.protocol.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What is written: small random batches at a fixed rate, or many entries as fast as they go. */
final class Load {
  static final int SHARDS = 64;
  static final int ENTRIES = 1_000_000;

  private static final int KEY_BYTES = 24;
  private static final int SMALLEST_VALUE = 12;
  private static final int LARGEST_VALUE = 60;
  private static final int BULK_BATCH = 625;
  private static final int BULK_IN_FLIGHT = 8;
  private static final int STRIDE = 7_919;
  private static final long NAP_NANOS = 20_000;

  private final Candidate candidate;
  private final SplittableRandom random = new SplittableRandom(1);
  private final AtomicIntegerArray busy = new AtomicIntegerArray(SHARDS);
  private long sequence;

  Load(Candidate candidate) {
    this.candidate = candidate;
  }

  /** Writes keys {@code from} to {@code from + ENTRIES} in a scattered order; blocks until done. */
  void bulk(int from) throws InterruptedException {
    SplittableRandom values = new SplittableRandom(from);
    Semaphore inFlight = new Semaphore(BULK_IN_FLIGHT);
    for (int start = 0; start < ENTRIES / SHARDS; start += BULK_BATCH) {
      for (int shard = 0; shard < SHARDS; shard++) {
        List<Entry> batch = new ArrayList<>(BULK_BATCH);
        for (int i = start; i < start + BULK_BATCH; i++) {
          int number = (int) ((long) i * STRIDE % (ENTRIES / SHARDS));
          batch.add(entry(from + number * SHARDS + shard, values));
        }
        inFlight.acquire();
        candidate.write(shard, start, batch).thenRun(inFlight::release);
      }
    }
    inFlight.acquire(BULK_IN_FLIGHT);
  }

  /**
   * Open loop: every shard has a batch due at fixed times, one under way at most, and its latency
   * counts from when it was due.
   */
  void steady(int batchesPerSecond, BooleanSupplier done, Latencies latencies) {
    long step = SHARDS * 1_000_000_000L / batchesPerSecond;
    long[] due = new long[SHARDS];
    Arrays.setAll(due, shard -> System.nanoTime() + step * shard / SHARDS);
    while (!done.getAsBoolean()) {
      boolean idle = true;
      for (int shard = 0; shard < SHARDS; shard++) {
        if (System.nanoTime() >= due[shard] && busy.compareAndSet(shard, 0, 1)) {
          send(shard, due[shard], latencies);
          due[shard] += step;
          idle = false;
        }
      }
      if (idle) {
        LockSupport.parkNanos(NAP_NANOS);
      }
    }
  }

  private void send(int shard, long due, Latencies latencies) {
    int size = random.nextInt(10) == 0 ? 1 + random.nextInt(64) : 1 + random.nextInt(4);
    List<Entry> batch = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      batch.add(entry(random.nextInt(ENTRIES / SHARDS) * SHARDS + shard, random));
    }
    latencies.sent(size);
    candidate
        .write(shard, sequence++, batch)
        .thenRun(
            () -> {
              latencies.add(System.nanoTime() - due);
              busy.set(shard, 0);
            });
  }

  private static Entry entry(int number, SplittableRandom random) {
    byte[] key = new byte[KEY_BYTES];
    byte[] digits = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(key, (byte) '0');
    System.arraycopy(digits, 0, key, KEY_BYTES - digits.length, digits.length);
    byte[] value = new byte[random.nextInt(SMALLEST_VALUE, LARGEST_VALUE + 1)];
    ByteBuffer.wrap(value).putLong(0, random.nextLong() | 1);
    return new Entry("counts", key, value, 1);
  }
}
