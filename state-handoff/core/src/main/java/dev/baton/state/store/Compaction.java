package dev.baton.state.store;

import dev.baton.state.protocol.Entry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the newest entry of every key into one new file, which then replaces all the files before
 * it in one step. Runs beside the log on a thread of its own, at a pace. If it fails, nothing has
 * changed but that the log goes on growing until the next attempt.
 */
final class Compaction {
  private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);
  private static final long CHUNK_BYTES = 32 << 10;
  private static final long FORCE_BYTES = 4 << 20;
  private static final int MANY_FILES = 64;
  private static final long RETRY_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int ENTRY_OVERHEAD = 16;

  /** By which part of the log one store may wait longer than another. */
  private static final double MOST_PATIENCE = 0.5;

  private final StoreFiles files;
  private final Contents contents;
  private final StoreOptions options;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "baton-store-compaction");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long notBefore = System.nanoTime();
  private volatile boolean running;
  private volatile boolean closing;
  private volatile long compactedBytes;

  /** Stores that keep copies of the same shards grow alike; they are not to compact all at once. */
  private volatile double patience = patience();

  Compaction(StoreFiles files, Recovery.Found found, StoreOptions options) {
    this.files = files;
    this.contents = found.contents();
    this.options = options;
    this.compactedBytes = found.compactedBytes();
  }

  private static double patience() {
    return 1 + ThreadLocalRandom.current().nextDouble(MOST_PATIENCE);
  }

  boolean due(long logBytes, int fileCount) {
    return !running
        && System.nanoTime() - notBefore >= 0
        && (logBytes >= Math.max(options.compactAfterBytes(), compactedBytes) * patience
            || fileCount >= MANY_FILES);
  }

  /**
   * Begins; returns at once.
   *
   * @param number the number of the compacted file; all files with smaller ones are ended
   * @param copies what those files hold
   */
  void start(long number, List<Contents.Copy> copies) {
    running = true;
    executor.execute(
        () -> {
          try {
            compact(number, copies);
          } finally {
            running = false;
          }
        });
  }

  private void compact(long number, List<Contents.Copy> copies) {
    long start = System.nanoTime();
    notBefore = start + RETRY_NANOS;
    patience = patience();
    try {
      Collection<Segment> unneeded = write(number, copies);
      for (Segment segment : unneeded) {
        Files.delete(segment.file());
      }
      notBefore = System.nanoTime();
      LOG.info(
          "Compacted {} files of the store to {} bytes in {} ms",
          unneeded.size(),
          compactedBytes,
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    } catch (InterruptedIOException e) {
      LOG.debug("Compaction ends early: {}", e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "The store {} could not be compacted and goes on growing until the next attempt in a minute",
          files.folder(),
          e);
    } finally {
      deleteUnfinished(number);
    }
  }

  private void deleteUnfinished(long number) {
    try {
      Files.deleteIfExists(files.unfinished(number));
    } catch (IOException e) {
      LOG.warn("{} is not needed and could not be deleted", files.unfinished(number), e);
    }
  }

  private Collection<Segment> write(long number, List<Contents.Copy> copies) throws IOException {
    Pace pace = new Pace(options.compactBytesPerSecond(), () -> closing);
    List<Contents.Copied> copied = new ArrayList<>();
    SegmentHeader header = new SegmentHeader(true, number, 0);
    try (SegmentWriter target = SegmentWriter.create(files.unfinished(number), header)) {
      for (Contents.Copy copy : copies) {
        copied.add(new Contents.Copied(copy, new Copying(copy, target, pace).copy()));
      }
      target.end();
      target.force();
      files.rename(files.unfinished(number), files.compact(number));
      compactedBytes = target.length();
    }
    return contents.compact(new Segment(files.compact(number), header), copied);
  }

  /** One generation on its way into the new file. */
  private final class Copying {
    private final Contents.Copy copy;
    private final SegmentWriter target;
    private final Pace pace;
    private final Positions places = new Positions();
    private List<Entry> chunk = new ArrayList<>();
    private long chunkBytes;
    private long forced;

    Copying(Contents.Copy copy, SegmentWriter target, Pace pace) {
      this.copy = copy;
      this.target = target;
      this.pace = pace;
      this.forced = target.length();
    }

    Positions copy() throws IOException {
      target.add(new Item.Begin(copy.shard(), copy.header()), List.of());
      try (EntryReader reader = contents.open(copy)) {
        reader.forEach(this::add, pace::spend);
      }
      if (!chunk.isEmpty()) {
        write();
      }
      return places;
    }

    private void add(Entry entry) throws IOException {
      chunk.add(entry);
      chunkBytes += entry.key().length + entry.value().length + ENTRY_OVERHEAD;
      if (chunkBytes >= CHUNK_BYTES) {
        write();
      }
    }

    private void write() throws IOException {
      Item item = new Item.Next(copy.shard(), copy.header().sequence());
      places.add(target.segment().number(), target.add(item, chunk));
      chunk.clear();
      pace.spend(chunkBytes);
      chunkBytes = 0;
      if (target.length() - forced >= FORCE_BYTES) {
        target.flush();
        target.force();
        forced = target.length();
      }
    }
  }

  /** Stops what is under way; blocks until it has stopped. */
  void close() throws InterruptedException {
    closing = true;
    executor.shutdown();
    while (!executor.awaitTermination(1, TimeUnit.SECONDS)) {
      LOG.info("Waiting for the compaction of {} to stop", files.folder());
    }
  }
}
