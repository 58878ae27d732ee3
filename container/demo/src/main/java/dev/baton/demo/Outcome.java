package dev.baton.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.baton.demo.load.AuditResult;
import dev.baton.demo.load.LoadResult;
import dev.baton.demo.load.WindowFigures;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What the demo came to; its JSON has these names, which are only ever added to.
 *
 * @param entries how many counters there were
 * @param requests calls that clients made
 * @param failed how many of them did not succeed, without those of unknown outcome where a node was
 *     killed; of one node, connections that were dropped as well
 * @param reasons why calls failed or are of unknown outcome, with how many are for that reason
 * @param lost acknowledged increments that are not in the counters
 * @param doubled increments in the counters that nobody made
 * @param wrong answers that cannot have come from one counter: repeated or gone back
 * @param longestGapMs the longest time without a reply while the version or the nodes changed
 * @param longestGapQuietMs the longest time without a reply otherwise
 * @param slowestMs the longest a call took while the version or the nodes changed, from the time it
 *     was due
 * @param slowestQuietMs the longest a call took otherwise
 * @param callsHeld calls that waited at the gate while the version changed
 * @param longestHoldMs the longest that one of them was held
 * @param upgrades upgrades that were done
 * @param rollbacks rollbacks that were done
 * @param refused versions that were refused
 * @param versions successful calls by the major version that executed them
 * @param failovers nodes that were killed
 * @param drains nodes that were drained
 * @param joins nodes that were added
 * @param unknown calls of unknown outcome: executed once or not at all
 * @param longestFailoverMs the longest that a call took of those that were answered while others
 *     took the killed node's shards over, from the time it was due
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
    Map<Integer, Long> versions,
    int failovers,
    int drains,
    int joins,
    long unknown,
    double longestFailoverMs) {

  /** The windows of time in which nothing happens but calls. */
  static final String QUIET = "quiet";

  /** The windows of time in which a version or the nodes change, or a version is refused. */
  static final String CHANGE = "change";

  /** The windows of time in which the shards of a dead node are taken over. */
  static final String FAILOVER = "failover";

  /** The windows of time in which neither is the case. */
  static final String BETWEEN = "between";

  static Outcome of(LoadResult load, AuditResult audit, Deeds deeds) {
    boolean oneNode = deeds.failovers() == 0;
    return new Outcome(
        audit.counters(),
        load.requests(),
        load.failed() + (oneNode ? load.droppedConnections() : -load.unknown()),
        load.reasons(),
        audit.lost(),
        audit.doubled(),
        load.repeated() + load.wentBack(),
        longest(load, CHANGE, WindowFigures::longestGapMs),
        longest(load, QUIET, WindowFigures::longestGapMs),
        longest(load, CHANGE, WindowFigures::maxMs),
        longest(load, QUIET, WindowFigures::maxMs),
        deeds.callsHeld(),
        deeds.longestHoldMs(),
        deeds.upgrades(),
        deeds.rollbacks(),
        deeds.refused(),
        load.versions(),
        deeds.failovers(),
        deeds.drains(),
        deeds.joins(),
        load.unknown(),
        longest(load, FAILOVER, WindowFigures::maxMs));
  }

  /**
   * Whether no increment was lost or doubled, no answer was wrong and no request failed; but a call
   * may be of unknown outcome where a node was killed.
   */
  @JsonIgnore
  boolean passed() {
    return failed == 0 && lost == 0 && doubled == 0 && wrong == 0;
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
