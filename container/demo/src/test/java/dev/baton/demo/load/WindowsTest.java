package dev.baton.demo.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.demo.load.CallLog.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final long MS = 1_000_000;

  private final CallLog log = new CallLog();
  private final CallLog other = new CallLog();
  private final Windows windows = new Windows();

  @Test
  void gapIsTheLongestTimeWithoutAnyReply() {
    windows.open("quiet", 0);
    reply(log, 10);
    reply(log, 50);
    reply(other, 30);
    reply(other, 75);

    assertEquals(25, only(100).longestGapMs());
  }

  @Test
  void failedReplyEndsNoGap() {
    windows.open("quiet", 0);
    reply(log, 10);
    log.failed(1, true, Outcome.NOT_EXECUTED, 20 * MS, 20 * MS, 30 * MS, "503");
    reply(log, 60);

    assertEquals(50, only(70).longestGapMs());
    assertEquals(1, only(70).failed());
    assertEquals(3, only(70).requests());
  }

  @Test
  void gapOverABorderCountsInFullWhereItEnds() {
    windows.open("quiet", 0);
    reply(log, 10);
    windows.open("upgrade", 40 * MS);
    reply(log, 60);
    reply(log, 65);

    List<WindowFigures> figures = windows.figures(List.of(log), 70 * MS);
    assertEquals(10, figures.get(0).longestGapMs());
    assertEquals(50, figures.get(1).longestGapMs());
  }

  @Test
  void silenceAtTheEndIsAGap() {
    windows.open("quiet", 0);
    reply(log, 10);

    assertEquals(90, only(100).longestGapMs());
  }

  @Test
  void windowWithoutAReplyIsOneGap() {
    windows.open("quiet", 20 * MS);

    assertEquals(80, only(100).longestGapMs());
  }

  @Test
  void latencyCountsFromTheTimeACallWasDue() {
    windows.open("quiet", 0);
    for (int i = 1; i <= 99; i++) {
      log.acknowledged(1, false, i * MS, i * MS, (i + 1) * MS, 1, 0);
    }
    log.acknowledged(1, false, 10 * MS, 99 * MS, 100 * MS, 1, 0);

    WindowFigures figures = only(200);
    assertEquals(1, figures.medianMs());
    assertEquals(1, figures.p99Ms());
    assertEquals(90, figures.maxMs());
  }

  private WindowFigures only(long endMs) {
    return windows.figures(List.of(log, other), endMs * MS).get(0);
  }

  private static void reply(CallLog to, long atMs) {
    to.acknowledged(1, true, atMs * MS, atMs * MS, atMs * MS, 1, 0);
  }
}
