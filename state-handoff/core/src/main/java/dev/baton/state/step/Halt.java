package dev.baton.state.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Where a test wants the process to end: a row of steps, the last of which ends it. Thread-safe.
 *
 * <p>Each is counted from the moment the one before it was reached, so that a row can pass over
 * what a boot or an earlier act reaches too. A row in a file is looked for at each step until it is
 * there, which a test that wants it whole sees to by moving it there.
 */
final class Halt {
  private static final String IN_FILE = "@";

  private final Queue<Stop> ahead = new ArrayDeque<>();

  /** Where the row is still to be found, or null. */
  private Path file;

  private static final class Stop {
    private final Step step;
    private int left;

    Stop(Step step, int left) {
      this.step = step;
      this.left = left;
    }
  }

  private Halt() {}

  /**
   * Reads a row such as {@code OUTCOME_RECORDED,GATE_CLOSED:20}, or {@code @FILE} for where it will
   * be; an empty one is never over.
   *
   * @throws IllegalArgumentException if it names no step, or counts in something else than numbers
   */
  static Halt parse(String row) {
    Halt halt = new Halt();
    if (row.startsWith(IN_FILE)) {
      halt.file = Path.of(row.substring(IN_FILE.length()));
    } else {
      halt.take(row);
    }
    return halt;
  }

  private void take(String row) {
    for (String each : row.isEmpty() ? new String[0] : row.split(",", -1)) {
      String[] parts = each.split(":", 2);
      int times = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
      ahead.add(new Stop(Step.valueOf(parts[0]), times));
    }
  }

  /** Whether it can never be over. */
  boolean isEmpty() {
    return ahead.isEmpty() && file == null;
  }

  /** Returns whether the row is over with this step. */
  synchronized boolean by(Step step) {
    look();
    Stop next = ahead.peek();
    if (next == null || next.step != step || --next.left > 0) {
      return false;
    }
    ahead.remove();
    return ahead.isEmpty();
  }

  private void look() {
    if (file == null || !Files.exists(file)) {
      return;
    }
    try {
      take(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("Where to halt cannot be read from " + file, e);
    }
    file = null;
  }
}
