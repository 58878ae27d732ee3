package dev.baton.bench.cluster;

import dev.baton.demo.drive.LoadProcess;
import dev.baton.demo.load.AuditResult;
import dev.baton.demo.load.FirstAnswers;
import dev.baton.demo.load.LoadResult;
import dev.baton.demo.load.WindowFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Three load clients: for the counters that are held by the node that is to die, for those of which
 * it keeps a copy, and for the others; so that callers who wait for some are not missing where
 * others are called. For one thread.
 */
final class Loads {
  private static final long KEEPS_PACE_MS = 50;
  private static final int MOST_WAITS = 6;
  private static final int REASONS = 5;

  private final LoadProcess held;
  private final List<LoadProcess> all;
  private final List<LoadResult> results = new ArrayList<>();
  private final Map<String, Double> standstills = new HashMap<>();
  private final Standstill machine = new Standstill();
  private String open = "start";

  Loads(LoadProcess held, LoadProcess copied, LoadProcess others) {
    this.held = held;
    this.all = List.of(held, copied, others);
  }

  /** Waits until all are answered as fast as they ask, or for some time. */
  void settle(long millis) throws IOException, InterruptedException {
    for (int i = 0; i < MOST_WAITS; i++) {
      Thread.sleep(millis);
      long behind = 0;
      for (LoadProcess each : all) {
        behind = Math.max(behind, each.progress().behindMs());
      }
      if (behind <= KEEPS_PACE_MS) {
        return;
      }
      System.err.println("  replies are " + behind + " ms behind");
    }
  }

  /** Ends the window that is open and opens another. */
  void window(String name) throws IOException {
    standstills.put(open, machine.longestMs());
    open = name;
    for (LoadProcess each : all) {
      each.window(name);
    }
  }

  /**
   * The longest that the machine itself stood still in a window that has ended, in milliseconds.
   */
  double standstill(String window) {
    return standstills.get(window);
  }

  /** Ends all. */
  void stop() throws IOException {
    machine.close();
    for (LoadProcess each : all) {
      results.add(each.stop());
    }
    for (LoadResult each : results) {
      each.windows().forEach(System.err::println);
      each.reasons().entrySet().stream()
          .limit(REASONS)
          .forEach(one -> System.err.println("  " + one.getValue() + " x " + one.getKey()));
    }
  }

  /** A figure of the counters that are copied at the node, in a window; after {@link #stop}. */
  double ofCopied(String window, ToDoubleFunction<WindowFigures> figure) {
    return figure.applyAsDouble(window(results.get(1), window));
  }

  /** A figure of those that the node has nothing to do with, in a window; after {@link #stop}. */
  double ofOthers(String window, ToDoubleFunction<WindowFigures> figure) {
    return figure.applyAsDouble(window(results.get(2), window));
  }

  /** The greatest figure of all, in a window; after {@link #stop}. */
  double worst(String window, ToDoubleFunction<WindowFigures> figure) {
    return results.stream()
        .mapToDouble(result -> figure.applyAsDouble(window(result, window)))
        .max()
        .orElseThrow();
  }

  /** Failed calls in a window, unknown ones included; after {@link #stop}. */
  long failed(String window) {
    return results.stream().mapToLong(result -> window(result, window).failed()).sum();
  }

  /** Calls of unknown outcome; after {@link #stop}. */
  long unknown() {
    return results.stream().mapToLong(LoadResult::unknown).sum();
  }

  private static WindowFigures window(LoadResult result, String name) {
    return result.windows().stream()
        .filter(window -> window.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No window '" + name + "'"));
  }

  /**
   * When each shard that the node held answered first from the beginning of a window; after {@link
   * #stop}.
   */
  Map<Integer, Double> firstAnswers(String window, HeldShards shards) throws IOException {
    FirstAnswers answers = held.since(window);
    Map<Integer, Double> first = new TreeMap<>();
    answers.millis().forEach((key, millis) -> first.merge(shards.of(key), millis, Math::min));
    return first;
  }

  /** Audits every counter; lost and doubled increments and wrong answers in all. */
  long wrong() throws IOException {
    long wrong = 0;
    for (LoadProcess each : all) {
      AuditResult audit = each.audit();
      audit.examples().forEach(System.err::println);
      wrong += audit.lost() + audit.doubled();
    }
    for (LoadResult each : results) {
      wrong += each.repeated() + each.wentBack();
    }
    return wrong;
  }
}
