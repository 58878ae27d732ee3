package dev.baton.state.majority;

/** A value that a node has accepted, and in which attempt. */
public record Vote<V>(Ballot ballot, V value) {

  /** The later of two, either of which may be null. */
  static <V> Vote<V> later(Vote<V> one, Vote<V> other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.ballot().compareTo(other.ballot()) >= 0 ? one : other;
  }
}
