package dev.baton.itests.history;

/** What a client knows of a call when it is over. */
public enum Outcome {
  /** Answered with a value. */
  OK,
  /** Surely not executed, and never will be. */
  FAILED,
  /** Executed, or not, or still to be executed. */
  UNKNOWN
}
