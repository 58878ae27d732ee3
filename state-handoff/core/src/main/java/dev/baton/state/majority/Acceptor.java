package dev.baton.state.majority;

/**
 * What one voter remembers for good of its vote on one value: Paxos (L. Lamport, "Paxos Made
 * Simple", 2001).
 *
 * <table>
 * <caption>Asked for, ballot, what follows</caption>
 * <tr><th>asked</th><th>ballot</th><th>then</th></tr>
 * <tr><td>promise</td><td>at or above the promised one</td><td>promised; says what it accepted</td></tr>
 * <tr><td>record</td><td>at or above the promised one</td><td>promised and accepted</td></tr>
 * <tr><td>either</td><td>below</td><td>refused; says what it promised and accepted</td></tr>
 * </table>
 *
 * <p>A value that a majority of the {@link Roster} accepted in one ballot stands for good, and
 * nobody can have another one recorded under its number.
 *
 * @param promised no earlier ballot is taken
 * @param accepted the last value taken, or null
 */
public record Acceptor<V>(Ballot promised, Vote<V> accepted) {

  /** What a voter remembers that was never asked. */
  public static <V> Acceptor<V> empty() {
    return new Acceptor<>(Ballot.NONE, null);
  }

  /** What to keep on disk, and what to reply then. */
  public record Heard<V>(Acceptor<V> next, Reply<V> reply) {}

  /** What follows from being asked. */
  public Heard<V> hear(Ask<V> ask) {
    boolean recording = ask instanceof Ask.Record;
    if (ask.ballot().compareTo(promised) < 0) {
      return new Heard<>(this, new Reply<>(ask.ballot(), recording, false, promised, accepted));
    }
    Vote<V> vote =
        ask instanceof Ask.Record<V> record ? new Vote<>(ask.ballot(), record.value()) : accepted;
    Acceptor<V> next = new Acceptor<>(ask.ballot(), vote);
    return new Heard<>(next, new Reply<>(ask.ballot(), recording, true, next.promised(), accepted));
  }
}
