package dev.baton.container.upgrade.handoff;

import dev.baton.container.gate.HoldFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a hand-off moved, and how long callers waited.
 *
 * @param closed how long each shard's gate was closed
 * @param held the calls that waited
 */
public record Figures(long entries, long bytes, List<Duration> closed, HoldFigures held) {
  /** Nothing was moved. */
  public static final Figures NONE = new Figures(0, 0, List.of(), HoldFigures.NONE);

  public Figures {
    closed = List.copyOf(closed);
  }

  /** Both together. */
  public Figures plus(Figures other) {
    List<Duration> all = new ArrayList<>(closed);
    all.addAll(other.closed);
    return new Figures(entries + other.entries, bytes + other.bytes, all, held.plus(other.held));
  }
}
