package dev.baton.bench.upgrade;

import dev.baton.demo.drive.HandoffReport;
import dev.baton.demo.load.WindowFigures;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A row of the table: medians over the pairs of one course, in milliseconds.
 *
 * @param entries how many counters
 * @param gapQuiet the longest gap in quiet windows
 * @param gapUpgrade the longest gap in windows with an upgrade
 * @param gapRatio of the two, pair by pair
 * @param p999Quiet latency at the 99.9th percentile in quiet windows
 * @param p999Upgrade the same in windows with an upgrade
 * @param holdMedian how long a shard's gate was closed, over all shards of all upgrades
 * @param hold99 the 99th percentile of that
 * @param upgradeMs how long an upgrade took
 * @param requests calls of the whole course
 * @param failed how many of them failed
 * @param wrong increments lost or doubled and answers that were wrong
 */
record Figures(
    int entries,
    double gapQuiet,
    double gapUpgrade,
    double gapRatio,
    double p999Quiet,
    double p999Upgrade,
    double holdMedian,
    double hold99,
    double upgradeMs,
    long requests,
    long failed,
    long wrong) {

  static Figures of(Course.Yield yield) {
    List<WindowFigures> quiet = windows(yield, Course.QUIET);
    List<WindowFigures> upgrade = windows(yield, Course.UPGRADE);
    double[] ratios = new double[quiet.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = upgrade.get(i).longestGapMs() / quiet.get(i).longestGapMs();
    }
    double[] holds =
        yield.upgrades().stream()
            .flatMap(report -> report.holdsMs().stream())
            .mapToDouble(Double::doubleValue)
            .toArray();
    return new Figures(
        yield.entries(),
        median(quiet, WindowFigures::longestGapMs),
        median(upgrade, WindowFigures::longestGapMs),
        percentile(ratios, 0.5),
        median(quiet, WindowFigures::p999Ms),
        median(upgrade, WindowFigures::p999Ms),
        percentile(holds, 0.5),
        percentile(holds, 0.99),
        percentile(yield.upgrades().stream().mapToDouble(HandoffReport::elapsedMs).toArray(), 0.5),
        yield.load().requests(),
        yield.load().failed() + yield.load().droppedConnections(),
        yield.audit().lost()
            + yield.audit().doubled()
            + yield.load().repeated()
            + yield.load().wentBack());
  }

  private static List<WindowFigures> windows(Course.Yield yield, String name) {
    return yield.load().windows().stream().filter(window -> window.name().equals(name)).toList();
  }

  private static double median(
      List<WindowFigures> windows, ToDoubleFunction<WindowFigures> figure) {
    return percentile(windows.stream().mapToDouble(figure).toArray(), 0.5);
  }

  /** By nearest rank; 0 of nothing. */
  static double percentile(double[] values, double part) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(part * sorted.length) - 1];
  }
}
