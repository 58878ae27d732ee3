package dev.baton.state.majority;

/**
 * What one node knows and has promised of a row of values in which every value names the {@link
 * Roster} that votes on the next (L. Lamport, D. Malkhi, L. Zhou, "Reconfiguring a State Machine",
 * 2010, with a window of one).
 *
 * <p>It votes only on the number after the newest value that it knows to stand, and keeps both on
 * disk together. So whoever has a vote on a number can tell everybody what stands before it, nobody
 * needs to remember an older vote, and nobody has to be taught before a changed roster counts.
 *
 * @param number of the newest value known to stand; 0 if none is
 * @param standing that value, or null
 * @param next its vote on the number after
 */
public record Voter<V>(long number, V standing, Acceptor<V> next) {

  /** One that knows nothing. */
  public static <V> Voter<V> empty() {
    return new Voter<>(0, null, Acceptor.empty());
  }

  /**
   * Whether it can be asked under this number: it knows that the one before stands, and no more.
   */
  public boolean votesOn(long asked) {
    return number > 0 && asked == number + 1;
  }

  /** Its vote and what it says, to an ask that it {@linkplain #votesOn can} be asked. */
  public Acceptor.Heard<V> hear(Ask<V> ask) {
    if (!votesOn(ask.ballot().number())) {
      throw new IllegalArgumentException("Asked for " + ask.ballot() + " after " + number);
    }
    return next.hear(ask);
  }

  /** With another vote on the next number. */
  public Voter<V> with(Acceptor<V> vote) {
    return new Voter<>(number, standing, vote);
  }

  /** Told that a value stands; an older one changes nothing. */
  public Voter<V> learn(long told, V value) {
    return told > number ? new Voter<>(told, value, Acceptor.empty()) : this;
  }

  /**
   * The newest value that it had a part in: what it accepted for the next number, or what stands.
   */
  public V latest() {
    return next.accepted() == null ? standing : next.accepted().value();
  }
}
