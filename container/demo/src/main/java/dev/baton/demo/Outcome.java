package dev.baton.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.baton.demo.drive.HandoffReport;
import dev.baton.demo.load.AuditResult;
import dev.baton.demo.load.LoadResult;
import dev.baton.demo.load.WindowFigures;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What the demo came to; its JSON has these names, which are only ever added to.
 *
 * @param entries how many counters there were
 * @param requests calls that clients made
 * @param failed how many of them did not succeed, and connections that were dropped
 * @param reasons why calls failed, with how many did for that reason
 * @param lost acknowledged increments that are not in the counters
 * @param doubled increments in the counters that nobody made
 * @param wrong answers that cannot have come from one counter: repeated or gone back
 * @param longestGapMs the longest time without a reply while the version changed
 * @param longestGapQuietMs the longest time without a reply otherwise
 * @param slowestMs the longest a call took while the version changed, from the time it was due
 * @param slowestQuietMs the longest a call took otherwise
 * @param callsHeld calls that waited at the gate
 * @param longestHoldMs the longest that one of them was held
 * @param upgrades upgrades that were done
 * @param rollbacks rollbacks that were done
 * @param refused versions that were refused
 * @param versions successful calls by the major version that executed them
 */
record Outcome(
    int entries,
    long requests,
    long failed,
    Map<String, Integer> reasons,
    long lost,
    long doubled,
    long wrong,
    double longestGapMs,
    double longestGapQuietMs,
    double slowestMs,
    double slowestQuietMs,
    long callsHeld,
    double longestHoldMs,
    int upgrades,
    int rollbacks,
    int refused,
    Map<Integer, Long> versions) {

  /** The windows of time in which nothing happens but calls. */
  static final String QUIET = "quiet";

  /** The windows of time in which a version changes or one is refused. */
  static final String CHANGE = "change";

  /** The windows of time in which neither is the case. */
  static final String BETWEEN = "between";

  static Outcome of(
      LoadResult load,
      AuditResult audit,
      List<HandoffReport> upgrades,
      List<HandoffReport> rollbacks,
      int refused) {
    return new Outcome(
        audit.counters(),
        load.requests(),
        load.failed() + load.droppedConnections(),
        load.reasons(),
        audit.lost(),
        audit.doubled(),
        load.repeated() + load.wentBack(),
        longest(load, CHANGE, WindowFigures::longestGapMs),
        longest(load, QUIET, WindowFigures::longestGapMs),
        longest(load, CHANGE, WindowFigures::maxMs),
        longest(load, QUIET, WindowFigures::maxMs),
        both(upgrades, rollbacks).mapToLong(HandoffReport::callsHeld).sum(),
        both(upgrades, rollbacks).mapToDouble(HandoffReport::longestHoldMs).max().orElse(0),
        upgrades.size(),
        rollbacks.size(),
        refused,
        load.versions());
  }

  /** Whether no request failed, no increment was lost or doubled and no answer was wrong. */
  @JsonIgnore
  boolean passed() {
    return failed == 0 && lost == 0 && doubled == 0 && wrong == 0;
  }

  private static Stream<HandoffReport> both(
      List<HandoffReport> upgrades, List<HandoffReport> rollbacks) {
    return Stream.concat(upgrades.stream(), rollbacks.stream());
  }

  private static double longest(
      LoadResult load, String window, ToDoubleFunction<WindowFigures> figure) {
    return load.windows().stream()
        .filter(figures -> figures.name().equals(window))
        .mapToDouble(figure)
        .max()
        .orElse(0);
  }
}
