package dev.baton.container.gate;

import java.time.Duration;

/**
 * How many calls waited at a gate, and how long.
 *
 * @param now calls waiting now
 * @param total calls that have waited, since the gate was made or the figures were taken last
 * @param longest the longest wait that is over, in the same time
 */
public record HoldFigures(int now, long total, Duration longest) {

  /** No call waited. */
  public static final HoldFigures NONE = new HoldFigures(0, 0, Duration.ZERO);

  /** Both together. */
  public HoldFigures plus(HoldFigures other) {
    return new HoldFigures(
        now + other.now,
        total + other.total,
        longest.compareTo(other.longest) > 0 ? longest : other.longest);
  }
}
