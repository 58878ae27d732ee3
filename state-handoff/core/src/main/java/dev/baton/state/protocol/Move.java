package dev.baton.state.protocol;

import dev.baton.state.protocol.Request.Change;

/**
 * A hand-off that is under way.
 *
 * @param from who held the shard before, with its tables still loaded
 * @param to who shall hold it
 * @param token the token of the commit
 * @param commit the commit, once it was sent, or null
 * @param decided whether the commit stands, or is to stand whatever it takes: no way back but a new
 *     hand-off
 * @param back whether this hand-off undoes another whose {@code tookOver} failed
 */
public record Move(
    Holder from, Holder to, long token, Change commit, boolean decided, boolean back) {

  Move sent(Change change) {
    return new Move(from, to, token, change, decided, back);
  }

  Move decide() {
    return new Move(from, to, token, commit, true, back);
  }

  /** The hand-off that undoes this one. It is not given up: nobody else could serve. */
  Move undo(long freshToken) {
    return new Move(to, from, freshToken, null, true, true);
  }
}
