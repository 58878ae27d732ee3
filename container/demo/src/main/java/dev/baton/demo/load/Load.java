package dev.baton.demo.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** A load that runs: its callers, their logs and the windows of time. For one thread. */
final class Load {
  private final LoadOptions options;
  private final ExecutorService threads;
  private final Timetable timetable;
  private final Tally tally = new Tally();
  private final Windows windows = new Windows();
  private final List<Caller> callers = new ArrayList<>();
  private final List<Future<?>> running = new ArrayList<>();

  /** Starts it on {@code threads}, one for each connection. */
  Load(LoadOptions options, ExecutorService threads) {
    this.options = options;
    this.threads = threads;
    timetable = new Timetable(options.rate());
    windows.open("start", System.nanoTime());
    for (int i = 0; i < options.connections(); i++) {
      Caller caller = new Caller(options, timetable, tally, i);
      callers.add(caller);
      running.add(threads.submit(caller));
    }
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
    return LoadResult.of(logs(), options.keys(), windows, end, tally.droppedConnections());
  }

  /** Compares every counter with the account; to be called when the load was stopped. */
  AuditResult audit() throws IOException, InterruptedException {
    long[] values = new Audit(options).values(threads);
    return new Account(logs(), options.keys(), options.base()).compare(values);
  }

  private List<CallLog> logs() {
    return callers.stream().map(Caller::log).toList();
  }
}
