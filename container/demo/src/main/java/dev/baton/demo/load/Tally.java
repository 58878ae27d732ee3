package dev.baton.demo.load;

import java.util.concurrent.atomic.LongAdder;

/** Counts what is shown while the load runs; the logs have the exact account. Thread-safe. */
final class Tally {
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final LongAdder elsewhere = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  void acknowledged() {
    acknowledged.increment();
  }

  /**
   * @param unknownOutcome whether nobody knows if it was executed
   */
  void failed(boolean unknownOutcome) {
    failed.increment();
    if (unknownOutcome) {
      unknown.increment();
    }
  }

  /** A call that one server did not execute and that is sent to another. */
  void sentElsewhere() {
    elsewhere.increment();
  }

  /** A connection that the server closed, after a reply or between calls. */
  void dropped() {
    dropped.increment();
  }

  long droppedConnections() {
    return dropped.sum();
  }

  long timesSentElsewhere() {
    return elsewhere.sum();
  }

  /**
   * @param behindMs by how much calls leave later than they are due
   */
  Progress now(long behindMs) {
    long done = acknowledged.sum();
    long not = failed.sum();
    return new Progress(done + not, not, unknown.sum(), behindMs);
  }
}
