package dev.baton.shell.command;

import dev.baton.container.Act;
import dev.baton.container.RefusedException;
import dev.baton.container.Report;
import dev.baton.shell.render.ProgressLine;
import dev.baton.shell.render.ReportJson;
import dev.baton.shell.render.ReportText;
import dev.baton.shell.render.Screen;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at an act until it is over, and shows its report. */
final class Watching {
  private static final long LOOK_EVERY_MS = 100;

  private Watching() {}

  /**
   * Waits for an act, without limit: acts have limits of their own.
   *
   * @throws RefusedException if the act was refused or failed
   * @throws LeftException if the thread was interrupted; the act goes on
   */
  static void toItsEnd(Act act, Screen screen) throws Exception {
    toItsEnd(act, screen, false);
  }

  /**
   * Waits as {@link #toItsEnd(Act, Screen)} does.
   *
   * @param json whether the report is shown as JSON
   */
  static void toItsEnd(Act act, Screen screen, boolean json) throws Exception {
    CompletableFuture<Report> result = act.result().toCompletableFuture();
    if (!act.rollout().isEmpty()) {
      screen.line("rollout " + act.rollout());
    }
    Report report;
    try (ProgressLine line = new ProgressLine(screen)) {
      report = await(act, result, line);
    } catch (InterruptedException e) {
      throw new LeftException(
          "You have left; " + act.title() + " goes on. status shows where it is.");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
    screen.print(json ? ReportJson.of(act.rollout(), report) + "\n" : ReportText.of(report));
  }

  private static Report await(Act act, CompletableFuture<Report> result, ProgressLine line)
      throws InterruptedException, ExecutionException {
    while (true) {
      line.show(act.progress());
      try {
        return result.get(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        // looks again
      }
    }
  }
}
