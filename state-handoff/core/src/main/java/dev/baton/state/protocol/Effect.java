package dev.baton.state.protocol;

/** What the runtime of a shard has to do, in the order given. */
public sealed interface Effect {

  /** Send to the copies; report {@link Event.Answered} or {@link Event.Unanswered}. */
  record Send(Request request) implements Effect {}

  /** Replies of calls whose shard had written up to this position at their end may leave. */
  record Release(long upTo) implements Effect {}

  /** Let callers in, to this version. */
  record OpenGate(String version) implements Effect {}

  /** Let no caller in any more. */
  record CloseGate() implements Effect {}

  /** Refuse writes to the tables of this version from now on, from any thread. */
  record Seal(String version) implements Effect {}

  /** Accept writes to the tables of this version again. */
  record Unseal(String version) implements Effect {}

  /**
   * Take everything dirty, tables that are flushed lazily included, and report it as {@link
   * Event.Taken} even if it is nothing.
   */
  record TakeLast() implements Effect {}

  /**
   * Find the newest stored copy again, now that nobody else can begin to serve: somebody may have
   * served and stored since the restore was asked for. If it is another than the restore began
   * with, ask for {@link Event.Restore} with that one. Otherwise send its entries by {@link
   * Event.Taken}, one part at a time, and report {@link Event.Restored}.
   */
  record SendStored() implements Effect {}

  /** Load this version's tables from the handoff map, then report {@link Event.Loaded}. */
  record Load(String version) implements Effect {}

  /** Compare the digests of holder and follower and report {@link Event.Compared}. */
  record Compare(String version) implements Effect {}

  /**
   * Call {@code tookOver} of this version within its limit and report {@link Event.TookOver}.
   *
   * @param created whether {@code created} is called first
   */
  record TakeOver(String version, boolean created) implements Effect {}

  /** Throw this version's tables away, with what its {@code tookOver} wrote: nothing was sent. */
  record Drop(String version) implements Effect {}

  /**
   * Fail every reply that waits, with its outcome unknown, and drop the tables of the shard.
   *
   * @param by the header that was found, or null if there is none
   */
  record Replaced(Header by) implements Effect {}
}
