package dev.baton.example.counter.service;

import java.time.Instant;

/**
 * A counter.
 *
 * @param count its value
 * @param lastUpdated when it changed last
 * @param label what people read
 */
public record Count(long count, Instant lastUpdated, String label) {
  private static final String UNLUCKY = "13";

  static Count now(String key, long count) {
    return new Count(count, Instant.now(), "counter " + key);
  }

  /** The migration from schema 2; it has no label for {@link #UNLUCKY}, which is its fault. */
  static Count labelled(String key, Count2 old) {
    if (key.equals(UNLUCKY)) {
      throw new IllegalStateException("There is no label for counter " + UNLUCKY);
    }
    return new Count(old.count(), old.lastUpdated(), "counter " + key);
  }
}
