package dev.baton.state.protocol;

/**
 * What the copies said to a request.
 *
 * @param verdict what was done with it
 * @param header the header after it, or null if there is none
 */
public record Answer(Verdict verdict, Header header) {

  /** What was done with a request. */
  public enum Verdict {
    /** Applied now. */
    APPLIED,
    /** It had been applied before; its copies have been shipped again. */
    REPEATED,
    /** Not applied: the header names another epoch or token, or the sequence is not the next. */
    REFUSED,
    /**
     * Not applied: this copy's store has something of a later copy set, or of a later epoch under
     * the same one. Who is in the right is not known here: for the sender the outcome is unknown.
     */
    BEHIND
  }

  /** Whether the request stands in the shard now. */
  public boolean stands() {
    return verdict == Verdict.APPLIED || verdict == Verdict.REPEATED;
  }
}
