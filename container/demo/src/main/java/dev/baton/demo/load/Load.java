package dev.baton.demo.load;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** A load that runs: its callers, their logs and the windows of time. For one thread. */
final class Load {
  private final LoadOptions options;
  private final ExecutorService threads;
  private final int[] keys;
  private final Timetable timetable;
  private final Tally tally = new Tally();
  private final Windows windows = new Windows();
  private final List<Caller> callers = new ArrayList<>();
  private final List<Future<?>> running = new ArrayList<>();

  /**
   * Starts it on {@code threads}, one for each connection.
   *
   * @throws IOException if the file cannot be read that says which counters to call
   */
  Load(LoadOptions options, ExecutorService threads) throws IOException {
    this.keys = keys(options);
    this.options = options;
    this.threads = threads;
    timetable = new Timetable(options.rate());
    windows.open("start", System.nanoTime());
    for (int i = 0; i < options.connections(); i++) {
      Caller caller = new Caller(options, part(i), timetable, tally, i);
      callers.add(caller);
      running.add(threads.submit(caller));
    }
  }

  /** The counters of one caller. */
  private int[] part(int caller) {
    if (!options.split()) {
      return keys;
    }
    int parts = Math.min(options.connections(), keys.length);
    int part = caller % parts;
    int from = (int) ((long) keys.length * part / parts);
    return Arrays.copyOfRange(keys, from, (int) ((long) keys.length * (part + 1) / parts));
  }

  private static int[] keys(LoadOptions options) throws IOException {
    return options.only().isEmpty()
        ? IntStream.range(0, options.keys()).toArray()
        : Files.readAllLines(options.only().get()).stream().mapToInt(Integer::parseInt).toArray();
  }

  Progress progress() {
    return tally.now(timetable.behindMs());
  }

  /** Ends the window that is open and opens another. */
  void open(String window) {
    windows.open(window, System.nanoTime());
  }

  /** Ends the load, waits for the calls on their way and says what it came to. */
  LoadResult stop() throws IOException, InterruptedException {
    timetable.end();
    long end = System.nanoTime();
    Threads.all(running);
    return LoadResult.of(logs(), options.keys(), windows, end, tally);
  }

  /** How long each counter was silent from the beginning of a window; after {@link #stop}. */
  FirstAnswers answersSince(String window) {
    return FirstAnswers.of(logs(), windows.start(window));
  }

  /** Compares the counters that may be called with the account; after {@link #stop}. */
  AuditResult audit() throws IOException, InterruptedException {
    long[] values = new Audit(options, keys).values(threads);
    return new Account(logs(), options.keys(), options.base()).compare(keys, values);
  }

  private List<CallLog> logs() {
    return callers.stream().map(Caller::log).toList();
  }
}
