package dev.baton.bench.cluster;

import dev.baton.demo.drive.LoadProcess;
import dev.baton.demo.load.AuditResult;
import dev.baton.demo.load.FirstAnswers;
import dev.baton.demo.load.LoadResult;
import dev.baton.demo.load.WindowFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Two load clients: one calls the counters of the node that is to die, so that callers who wait for
 * those are not missing where others are called, by the other one. For one thread.
 */
final class Loads {
  private static final long KEEPS_PACE_MS = 50;
  private static final int MOST_WARM_UPS = 6;
  private static final int REASONS = 5;

  private final LoadProcess affected;
  private final LoadProcess others;
  private final List<LoadResult> results = new ArrayList<>();

  Loads(LoadProcess affected, LoadProcess others) {
    this.affected = affected;
    this.others = others;
  }

  /** Waits until both are answered as fast as they ask, or for some time. */
  void warmUp(long millis) throws IOException, InterruptedException {
    for (int i = 0; i < MOST_WARM_UPS; i++) {
      Thread.sleep(millis);
      long behind = Math.max(affected.progress().behindMs(), others.progress().behindMs());
      if (behind <= KEEPS_PACE_MS) {
        return;
      }
      System.err.println("  replies are " + behind + " ms behind");
    }
  }

  /** Ends the window that is open and opens another. */
  void window(String name) throws IOException {
    affected.window(name);
    others.window(name);
  }

  /** Ends both. */
  void stop() throws IOException {
    results.add(affected.stop());
    results.add(others.stop());
    for (LoadResult each : results) {
      each.windows().forEach(System.err::println);
      each.reasons().entrySet().stream()
          .limit(REASONS)
          .forEach(one -> System.err.println("  " + one.getValue() + " x " + one.getKey()));
    }
  }

  /** A figure of those who are not affected, in a window; after {@link #stop}. */
  double ofOthers(String window, ToDoubleFunction<WindowFigures> figure) {
    return figure.applyAsDouble(window(results.get(1), window));
  }

  /** The greater figure of the two, in a window; after {@link #stop}. */
  double worst(String window, ToDoubleFunction<WindowFigures> figure) {
    return results.stream()
        .mapToDouble(result -> figure.applyAsDouble(window(result, window)))
        .max()
        .orElseThrow();
  }

  /** Failed calls of both in a window, unknown ones included; after {@link #stop}. */
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
   * When each affected shard answered first from the beginning of a window; after {@link #stop}.
   */
  Map<Integer, Double> firstAnswers(String window, HeldShards shards) throws IOException {
    FirstAnswers answers = affected.since(window);
    Map<Integer, Double> first = new TreeMap<>();
    answers.millis().forEach((key, millis) -> first.merge(shards.of(key), millis, Math::min));
    return first;
  }

  /** Audits every counter; lost and doubled increments and wrong answers in all. */
  long wrong() throws IOException {
    long wrong = 0;
    for (LoadProcess each : List.of(affected, others)) {
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
