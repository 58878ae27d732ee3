package dev.baton.container;

import java.time.Duration;

/**
 * How a hand-off is done.
 *
 * @param maxPause how long callers of one shard may be held; positive
 * @param drainTimeout how long to wait for running calls to end before giving up; positive
 * @param hold whether to keep the old version staged until {@code finish}
 */
public record HandoffOptions(Duration maxPause, Duration drainTimeout, boolean hold) {
  public static final Duration DEFAULT_MAX_PAUSE = Duration.ofMillis(500);
  public static final Duration DEFAULT_DRAIN_TIMEOUT = Duration.ofSeconds(30);

  public HandoffOptions {
    if (maxPause.isNegative() || maxPause.isZero()) {
      throw new IllegalArgumentException(
          "max-pause is " + maxPause.toMillis() + " ms; must be positive");
    }
    if (drainTimeout.isNegative() || drainTimeout.isZero()) {
      throw new IllegalArgumentException(
          "drain-timeout is " + drainTimeout.toMillis() + " ms; must be positive");
    }
  }

  public static HandoffOptions defaults() {
    return new HandoffOptions(DEFAULT_MAX_PAUSE, DEFAULT_DRAIN_TIMEOUT, false);
  }
}
