package dev.baton.example.counter.service;

import java.time.Instant;

/**
 * A counter.
 *
 * @param count its value
 * @param lastUpdated when it changed last; {@link Instant#EPOCH} if that was under version 1.0.0
 */
public record Count(long count, Instant lastUpdated) {

  /** A counter that version 1.0.0 wrote. */
  static Count ofUnknownAge(long count) {
    return new Count(count, Instant.EPOCH);
  }

  static Count now(long count) {
    return new Count(count, Instant.now());
  }
}
