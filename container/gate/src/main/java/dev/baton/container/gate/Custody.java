package dev.baton.container.gate;

import dev.baton.container.UnknownOutcomeException;

/**
 * The state of one shard in the hands of one version, as the gate sees it: how much was written,
 * and whether it is safe. Implemented by the engine; asked by calls on their own threads, many at
 * once.
 */
public interface Custody {

  /** How much the shard has written so far, a number that only grows. Cheap, never blocks. */
  long position();

  /**
   * Waits until everything up to {@code position} is safe; returns at once when nothing is under
   * way. Called when a call has left the gate, and by a call that is about to enter another shard.
   *
   * @throws UnknownOutcomeException if that cannot be known; the caller of the gate gets it as it
   *     is
   */
  void awaitSafe(long position);

  /**
   * Told now and then how many calls have ended since, for a measure of the shard's load; those of
   * a thread are told in lots, so a few are missing. Cheap, never blocks.
   */
  void called(int calls);
}
