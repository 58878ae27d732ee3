package dev.baton.demo;

import dev.baton.demo.drive.HandoffReport;

/** What a story has done so far, for the outcome. For one thread. */
final class Deeds {
  private int upgrades;
  private int rollbacks;
  private int refused;
  private int failovers;
  private int drains;
  private int joins;
  private long callsHeld;
  private double longestHoldMs;

  void upgraded(HandoffReport report) {
    upgrades++;
    held(report);
  }

  void rolledBack(HandoffReport report) {
    rollbacks++;
    held(report);
  }

  private void held(HandoffReport report) {
    callsHeld += report.callsHeld();
    longestHoldMs = Math.max(longestHoldMs, report.longestHoldMs());
  }

  /** A version was refused. */
  void refusedOne() {
    refused++;
  }

  /** A node was killed, and others serve its shards. */
  void failedOver() {
    failovers++;
  }

  /** A node was drained. */
  void drained() {
    drains++;
  }

  /** A node was added. */
  void joined() {
    joins++;
  }

  int upgrades() {
    return upgrades;
  }

  int rollbacks() {
    return rollbacks;
  }

  int refused() {
    return refused;
  }

  int failovers() {
    return failovers;
  }

  int drains() {
    return drains;
  }

  int joins() {
    return joins;
  }

  long callsHeld() {
    return callsHeld;
  }

  double longestHoldMs() {
    return longestHoldMs;
  }
}
