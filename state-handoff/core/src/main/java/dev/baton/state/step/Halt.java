package dev.baton.state.step;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Where a test wants the process to end: a row of steps, the last of which ends it. Thread-safe.
 *
 * <p>Each is counted from the moment the one before it was reached, so that a row can pass over
 * what a boot or an earlier act reaches too.
 */
final class Halt {
  private final Queue<Stop> ahead = new ArrayDeque<>();

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
   * Reads a row such as {@code OUTCOME_RECORDED,GATE_CLOSED:20}; an empty one is never over.
   *
   * @throws IllegalArgumentException if it names no step, or counts in something else than numbers
   */
  static Halt parse(String row) {
    Halt halt = new Halt();
    for (String each : row.isEmpty() ? new String[0] : row.split(",", -1)) {
      String[] parts = each.split(":", 2);
      int times = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
      halt.ahead.add(new Stop(Step.valueOf(parts[0]), times));
    }
    return halt;
  }

  boolean isEmpty() {
    return ahead.isEmpty();
  }

  /** Returns whether the row is over with this step. */
  synchronized boolean by(Step step) {
    Stop next = ahead.peek();
    if (next == null || next.step != step || --next.left > 0) {
      return false;
    }
    ahead.remove();
    return ahead.isEmpty();
  }
}
