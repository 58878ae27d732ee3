package dev.baton.itests.history;

/**
 * One call of one client. Times are those of one {@link System#nanoTime}.
 *
 * @param client who called; the calls of a client follow one another
 * @param key the counter
 * @param increment whether it adds one and asks for the new value, or asks for the value only
 * @param outcome what became of it
 * @param value the answer; 0 unless {@link Outcome#OK}
 * @param begin before anything was sent
 * @param end after all of the answer was read, or the client gave up
 * @param remark which node was asked, and why it was not answered: for people
 */
public record Call(
    int client,
    String key,
    boolean increment,
    Outcome outcome,
    long value,
    long begin,
    long end,
    String remark) {

  /** Checks that it does not end before it begins. */
  public Call {
    if (end < begin) {
      throw new IllegalArgumentException("A call ends " + (begin - end) + " ns before it begins");
    }
  }

  /** Whether it was answered. */
  public boolean isOk() {
    return outcome == Outcome.OK;
  }

  /** The call in words; times are milliseconds after {@code start}. */
  String words(long start) {
    String what = increment ? "increment" : "read";
    String told = isOk() ? what + " = " + value : what + " " + outcome;
    return String.format(
        "%s (client %d, %.3f to %.3f ms, %s)",
        told, client, (begin - start) / 1e6, (end - start) / 1e6, remark);
  }
}
