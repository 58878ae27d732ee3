package dev.baton.state.store.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures what a batch waits for the local store, beside a million entries that are there already
 * and a million that are loaded, and what it costs. Two to three minutes:
 *
 * <pre>./mvnw -pl state-handoff/core -am test -Dtest=StoreBench \
 *     -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class StoreBench {
  private static final int BATCHES_PER_SECOND = 4_000;
  private static final long PHASE_SECONDS = 10;
  private static final double MEGABYTE = 1e6;
  private static final double SECOND = 1e9;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"FileStore", "MVStore"})
  void batchesBesideAMillionEntries(String name) throws Exception {
    Candidate.Opening opening =
        name.equals("MVStore") ? MvStoreCandidate::new : FileStoreCandidate::new;
    try (Candidate candidate = opening.open(folder)) {
      Load load = new Load(candidate);
      long start = System.nanoTime();
      load.bulk(0);
      say(name, "1,000,000 entries loaded in %.1f s, %s".formatted(since(start), size()));
      phase(name, "loaded", load, lasting(PHASE_SECONDS));
      phase(name, "quiet", load, lasting(PHASE_SECONDS));
      besideBulkLoad(name, load);
      phase(name, "afterwards", load, lasting(PHASE_SECONDS));
    }
    say(name, "closed with " + size());
    long start = System.nanoTime();
    try (Candidate candidate = opening.open(folder)) {
      double opened = since(start);
      long count = candidate.readAll();
      say(
          name,
          "opened in %.2f s, %,d entries read by %.2f s".formatted(opened, count, since(start)));
    }
  }

  private void besideBulkLoad(String name, Load load) throws Exception {
    ExecutorService loader = Executors.newSingleThreadExecutor();
    try {
      long start = System.nanoTime();
      Future<Double> bulk =
          loader.submit(
              () -> {
                load.bulk(Load.ENTRIES);
                return since(start);
              });
      BooleanSupplier least = lasting(PHASE_SECONDS);
      phase(name, "bulk load", load, () -> least.getAsBoolean() && bulk.isDone());
      say(name, "1,000,000 more entries loaded beside it in %.1f s".formatted(bulk.get()));
    } finally {
      loader.shutdown();
    }
  }

  private static BooleanSupplier lasting(long seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    return () -> System.nanoTime() >= end;
  }

  private void phase(String name, String phase, Load load, BooleanSupplier done)
      throws IOException {
    Latencies latencies = new Latencies();
    long cpu = cpu();
    long written = handedToSystem();
    long start = System.nanoTime();
    load.steady(BATCHES_PER_SECOND, done, latencies);
    double seconds = since(start);
    say(
        name,
        "%-10s %,.0f batches/s of %.1f entries: %s; CPU %.0f %%, %.1f MB/s, %s"
            .formatted(
                phase,
                latencies.count() / seconds,
                (double) latencies.entries() / latencies.count(),
                latencies,
                (cpu() - cpu) / seconds / SECOND * 100,
                (handedToSystem() - written) / seconds / MEGABYTE,
                size()));
  }

  private static void say(String name, String text) {
    System.out.println(name + ": " + text);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / SECOND;
  }

  private String size() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return "%.0f MB".formatted(files.mapToLong(file -> file.toFile().length()).sum() / MEGABYTE);
    }
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** All bytes that this process has given to write calls, where the system counts them. */
  private static long handedToSystem() throws IOException {
    Path counters = Path.of("/proc/self/io");
    if (!Files.exists(counters)) {
      return 0;
    }
    return Files.readAllLines(counters).stream()
        .filter(line -> line.startsWith("wchar: "))
        .mapToLong(line -> Long.parseLong(line.substring("wchar: ".length())))
        .sum();
  }
}
