package dev.baton.itests.history;

/**
 * Something that clients were told and that cannot be true.
 *
 * @param kind which rule it breaks
 * @param key of which counter
 * @param words the calls that contradict one another
 */
public record Fault(Kind kind, String key, String words) {

  /** The rules of {@link CounterRules}. */
  public enum Kind {
    /** Two increments were answered with the same value: one of them is lost. */
    REPEATED,
    /** A value that nobody can have made: an increment was executed twice, or after it failed. */
    FROM_NOWHERE,
    /** A call was answered with less than a call before it: a stale answer, or a lost increment. */
    WENT_BACK
  }

  @Override
  public String toString() {
    return kind + " counter " + key + ": " + words;
  }
}
