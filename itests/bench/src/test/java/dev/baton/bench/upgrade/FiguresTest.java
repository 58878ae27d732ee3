package dev.baton.bench.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.demo.drive.HandoffReport;
import dev.baton.demo.load.AuditResult;
import dev.baton.demo.load.LoadResult;
import dev.baton.demo.load.WindowFigures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void ratiosAreOfPairsAndRowsAreMedians() {
    Figures figures =
        Figures.of(
            new Course.Yield(
                1000,
                load(
                    window("start", 900),
                    window(Course.QUIET, 10),
                    window(Course.UPGRADE, 20),
                    window("between", 500),
                    window(Course.QUIET, 20),
                    window(Course.UPGRADE, 20),
                    window(Course.QUIET, 30),
                    window(Course.UPGRADE, 15)),
                new AuditResult(1000, 2, 1, 0, List.of()),
                List.of(report(100, 0.1, 0.2), report(300, 0.3, 9.0))));

    assertEquals(20, figures.gapQuiet());
    assertEquals(20, figures.gapUpgrade());
    assertEquals(1, figures.gapRatio());
    assertEquals(0.2, figures.holdMedian());
    assertEquals(9, figures.hold99());
    assertEquals(100, figures.upgradeMs());
    assertEquals(5, figures.failed());
    assertEquals(6, figures.wrong());
    assertEquals(3, MarkdownTable.of(List.of(figures)).lines().count());
  }

  @Test
  void percentileIsByNearestRank() {
    assertEquals(2, Figures.percentile(new double[] {3, 1, 2}, 0.5));
    assertEquals(3, Figures.percentile(new double[] {3, 1, 2}, 0.99));
    assertEquals(0, Figures.percentile(new double[0], 0.5));
  }

  private static LoadResult load(WindowFigures... windows) {
    return new LoadResult(100, 4, 0, Map.of(), 0, 1, Map.of(), 1, 2, List.of(windows));
  }

  private static WindowFigures window(String name, double gap) {
    return new WindowFigures(name, 4, 10, 0, gap, 1, 2, 3, 4);
  }

  private static HandoffReport report(double elapsedMs, Double... holds) {
    return new HandoffReport("1.0.0", "2.0.0", elapsedMs, 1000, 3, 1, List.of(holds));
  }
}
