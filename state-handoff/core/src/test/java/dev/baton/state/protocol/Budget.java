package dev.baton.state.protocol;

/**
 * How much may still happen in a run.
 *
 * @param faults messages lost, doubled or given up too early
 * @param failures callbacks that fail and hand-offs given up
 */
record Budget(
    int writes, int reads, int handOffs, int crashes, int faults, int failures, int chores) {

  static Budget of(int writes, int reads, int handOffs, int crashes, int faults, int failures) {
    return new Budget(writes, reads, handOffs, crashes, faults, failures, 0);
  }

  Budget withChores(int more) {
    return new Budget(writes, reads, handOffs, crashes, faults, failures, more);
  }

  Budget lessWrites() {
    return new Budget(writes - 1, reads, handOffs, crashes, faults, failures, chores);
  }

  Budget lessReads() {
    return new Budget(writes, reads - 1, handOffs, crashes, faults, failures, chores);
  }

  Budget lessHandOffs() {
    return new Budget(writes, reads, handOffs - 1, crashes, faults, failures, chores);
  }

  Budget lessCrashes() {
    return new Budget(writes, reads, handOffs, crashes - 1, faults, failures, chores);
  }

  Budget lessFaults() {
    return new Budget(writes, reads, handOffs, crashes, faults - 1, failures, chores);
  }

  Budget lessFailures() {
    return new Budget(writes, reads, handOffs, crashes, faults, failures - 1, chores);
  }

  Budget lessChores() {
    return new Budget(writes, reads, handOffs, crashes, faults, failures, chores - 1);
  }
}
