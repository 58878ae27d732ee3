package dev.baton.demo.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The named windows of time of a run, one after the other without a break, and what clients saw in
 * each. For one thread.
 */
final class Windows {
  private record Window(String name, long start) {}

  private final List<Window> windows = new ArrayList<>();

  /** Ends the window that is open and opens another. */
  void open(String name, long at) {
    windows.add(new Window(name, at));
  }

  /** When the last window of that name began; never if there is none. */
  long start(String name) {
    return windows.stream()
        .filter(window -> window.name.equals(name))
        .mapToLong(Window::start)
        .reduce(Long.MAX_VALUE, (earlier, later) -> later);
  }

  /**
   * The figures of each window in order.
   *
   * @param end the end of the last one
   */
  List<WindowFigures> figures(List<CallLog> logs, long end) {
    long[] replies = replyTimes(logs);
    List<WindowFigures> figures = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      long windowEnd = i + 1 < windows.size() ? windows.get(i + 1).start : end;
      figures.add(figures(window, windowEnd, logs, replies));
    }
    return List.copyOf(figures);
  }

  private static WindowFigures figures(
      Window window, long end, List<CallLog> logs, long[] replies) {
    long requests = 0;
    long[] latencies = new long[1024];
    int successful = 0;
    for (CallLog log : logs) {
      for (int call = 0; call < log.size(); call++) {
        if (log.ended(call) < window.start || log.ended(call) >= end) {
          continue;
        }
        requests++;
        if (log.isAcknowledged(call)) {
          if (successful == latencies.length) {
            latencies = Arrays.copyOf(latencies, successful * 2);
          }
          latencies[successful++] = log.ended(call) - log.due(call);
        }
      }
    }
    long[] sorted = Arrays.copyOf(latencies, successful);
    Arrays.sort(sorted);
    return new WindowFigures(
        window.name,
        (end - window.start) / 1e9,
        requests,
        requests - successful,
        millis(longestGap(replies, window.start, end)),
        millis(percentile(sorted, 0.5)),
        millis(percentile(sorted, 0.99)),
        millis(percentile(sorted, 0.999)),
        millis(percentile(sorted, 1)));
  }

  /**
   * The longest time between two successful replies, or from the last one before a border of the
   * window to the border's other side, counted for the window in which it ended; a window without a
   * reply is one gap.
   */
  private static long longestGap(long[] replies, long start, long end) {
    int first = position(replies, start);
    long previous = first > 0 ? replies[first - 1] : start;
    long longest = 0;
    int i = first;
    for (; i < replies.length && replies[i] < end; i++) {
      longest = Math.max(longest, replies[i] - previous);
      previous = replies[i];
    }
    return i == first || i == replies.length ? Math.max(longest, end - previous) : longest;
  }

  private static int position(long[] sorted, long time) {
    int found = Arrays.binarySearch(sorted, time);
    return found < 0 ? -found - 1 : found;
  }

  private static long[] replyTimes(List<CallLog> logs) {
    long[] times = new long[logs.stream().mapToInt(CallLog::size).sum()];
    int size = 0;
    for (CallLog log : logs) {
      for (int call = 0; call < log.size(); call++) {
        if (log.isAcknowledged(call)) {
          times[size++] = log.ended(call);
        }
      }
    }
    long[] sorted = Arrays.copyOf(times, size);
    Arrays.sort(sorted);
    return sorted;
  }

  private static long percentile(long[] sorted, double part) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(part * sorted.length) - 1];
  }

  private static double millis(long nanos) {
    return Math.round(nanos / 1e3) / 1e3;
  }
}
