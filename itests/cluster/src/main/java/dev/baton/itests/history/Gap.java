package dev.baton.itests.history;

/**
 * A time without an answer.
 *
 * @param owner who waited
 * @param from nanoseconds from the history's begin to the last answer before
 * @param nanos how long
 */
public record Gap(String owner, long from, long nanos) {
  static final Gap NONE = new Gap("nobody", 0, 0);

  @Override
  public String toString() {
    return String.format("%.1f ms (%s, from %.0f ms)", nanos / 1e6, owner, from / 1e6);
  }
}
