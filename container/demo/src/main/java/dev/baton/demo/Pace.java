package dev.baton.demo;

import java.time.Duration;

/**
 * How long the demo lingers.
 *
 * @param warmUp from the first request to the first quiet window, for the just-in-time compiler
 * @param quiet the length of a quiet window
 * @param aftermath from the end of a change of version to the end of its window
 * @param settled for how long shards must stay where they are, before they count as balanced
 */
record Pace(Duration warmUp, Duration quiet, Duration aftermath, Duration settled) {
  static final Pace USUAL =
      new Pace(
          Duration.ofSeconds(5),
          Duration.ofSeconds(4),
          Duration.ofSeconds(1),
          Duration.ofSeconds(4));
}
