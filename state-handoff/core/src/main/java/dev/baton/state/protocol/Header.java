package dev.baton.state.protocol;

import java.util.UUID;

/**
 * What every copy of a shard knows of it beside its entries.
 *
 * @param incarnation the life of the service the shard belongs to; only a deploy makes a new one
 * @param epoch grows with every change of the holder, from 1
 * @param token drawn at random by whoever wrote the epoch; tells two attempts at one epoch apart
 * @param sequence the number of the last batch applied; 0 before the first
 * @param holder who serves the shard
 * @param copies the nodes that must have stored what is answered
 * @param complete false while the shard is being brought back from a store; nobody serves it then
 */
public record Header(
    UUID incarnation,
    long epoch,
    long token,
    long sequence,
    Holder holder,
    Copies copies,
    boolean complete) {

  Header withSequence(long next) {
    return new Header(incarnation, epoch, token, next, holder, copies, complete);
  }

  /** The same with the later of its copy set and another, which may be null. */
  Header under(Copies other) {
    return new Header(
        incarnation, epoch, token, sequence, holder, Copies.later(copies, other), complete);
  }

  /** Whether a copy with this header has everything that one with the other header has. */
  public boolean includes(Header other) {
    return incarnation.equals(other.incarnation)
        && epoch == other.epoch
        && token == other.token
        && sequence >= other.sequence
        && copies.isThat(other.copies)
        && complete == other.complete;
  }

  /** Whether copies with these headers have the same entries. */
  public boolean isLevelWith(Header other) {
    return incarnation.equals(other.incarnation)
        && epoch == other.epoch
        && token == other.token
        && sequence == other.sequence;
  }

  /**
   * Whether a copy with this header lacks something that one with the other header, or null, has.
   */
  boolean isBehind(Header other) {
    if (other == null || !incarnation.equals(other.incarnation) || epoch > other.epoch) {
      return false;
    }
    return epoch < other.epoch
        || sequence < other.sequence
        || copies.number() < other.copies.number();
  }

  /**
   * Whether this is of a time before a copy set that one with the other header, or null, has; or
   * under the same one, of an earlier epoch, or of another holder's attempt at the same. Who may be
   * answered sends no such thing: it is left of a holder that was taken out.
   */
  boolean isFromBefore(Header other) {
    if (other == null || !incarnation.equals(other.incarnation)) {
      return false;
    }
    if (copies.number() != other.copies.number()) {
      return copies.number() < other.copies.number();
    }
    return epoch < other.epoch || (epoch == other.epoch && token != other.token);
  }

  /** The same of a copy whose entries are still to come. */
  public Header incomplete() {
    return new Header(incarnation, epoch, token, sequence, holder, copies, false);
  }

  Header changed(Request.Change change) {
    return new Header(
        incarnation, change.epoch(), change.token(), sequence, change.holder(), copies, true);
  }
}
