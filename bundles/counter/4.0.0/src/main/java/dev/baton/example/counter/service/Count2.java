package dev.baton.example.counter.service;

import java.time.Instant;

/** A counter as 2.0.0 wrote it. */
public record Count2(long count, Instant lastUpdated) {

  /** A counter that version 1.0.0 wrote. */
  static Count2 ofUnknownAge(long count) {
    return new Count2(count, Instant.EPOCH);
  }
}
