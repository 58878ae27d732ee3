package dev.baton.demo.load;

import java.util.concurrent.atomic.LongAdder;

/** Counts what is shown while the load runs; the logs have the exact account. Thread-safe. */
final class Tally {
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  void acknowledged() {
    acknowledged.increment();
  }

  void failed() {
    failed.increment();
  }

  /** A connection that the server closed after a reply. */
  void dropped() {
    dropped.increment();
  }

  long droppedConnections() {
    return dropped.sum();
  }

  /**
   * @param behindMs by how much calls leave later than they are due
   */
  Progress now(long behindMs) {
    long done = acknowledged.sum();
    long not = failed.sum();
    return new Progress(done + not, not, behindMs);
  }
}
