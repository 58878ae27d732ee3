package dev.baton.shell.render;

import dev.baton.container.Phase;
import dev.baton.container.Progress;

/**
 * Shows where an act is: on a terminal one line that is redrawn and at last erased, elsewhere one
 * line for each phase. Used by the thread that runs the command.
 */
public final class ProgressLine implements AutoCloseable {
  private static final String ERASE = "\r\u001b[K";
  private static final int BAR = 20;

  private final Screen screen;
  private Phase shown;
  private String drawn = "";

  public ProgressLine(Screen screen) {
    this.screen = screen;
  }

  /** Shows this progress, if it differs from what is to be seen. */
  public void show(Progress progress) {
    if (!screen.live()) {
      showPhase(progress);
      return;
    }
    String line = words(progress);
    int width = screen.window().columns() - 1;
    String fitting = line.length() <= width ? line : line.substring(0, width - 1) + "…";
    if (!fitting.equals(drawn)) {
      screen.print(ERASE + fitting);
      drawn = fitting;
    }
  }

  private void showPhase(Progress progress) {
    if (progress.phase() != shown && progress.phase() != Phase.DONE) {
      shown = progress.phase();
      screen.line(String.format("%-9s  %s", Words.of(shown), shown.meaning()));
    }
  }

  /** A progress in one line. */
  static String words(Progress progress) {
    StringBuilder line = new StringBuilder(Words.of(progress.phase()));
    if (progress.of() > 0) {
      line.append("  ").append(bar(progress)).append("  ").append(Words.count(progress.done()));
      line.append(" of ").append(Words.count(progress.of())).append(' ').append(progress.unit());
    } else if (progress.done() > 0) {
      line.append("  ").append(Words.count(progress.done())).append(' ').append(progress.unit());
    }
    line.append("  ").append(Words.duration(progress.elapsed()));
    if (!progress.waitingFor().isEmpty()) {
      line.append("  waits for ").append(progress.waitingFor());
    }
    return line.toString();
  }

  private static String bar(Progress progress) {
    int full = (int) Math.min(BAR, Math.max(0, progress.done() * BAR / progress.of()));
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
  }

  /** Erases the line. */
  @Override
  public void close() {
    if (!drawn.isEmpty()) {
      screen.print(ERASE);
      drawn = "";
    }
  }
}
