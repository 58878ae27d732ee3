package dev.baton.container.upgrade.handoff;

import dev.baton.container.gate.HoldFigures;
import java.time.Duration;
import java.util.List;

/**
 * What a hand-off moved, and how long callers waited.
 *
 * @param closed how long each shard's gate was closed
 * @param held the calls that waited
 */
public record Figures(long entries, long bytes, List<Duration> closed, HoldFigures held) {
  public Figures {
    closed = List.copyOf(closed);
  }
}
