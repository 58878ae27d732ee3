package dev.baton.state.protocol;

import java.util.List;
import java.util.UUID;

/**
 * What a holder asks of the copies of a shard. Sending one twice is the same as sending it once: a
 * repeat is recognised by its epoch, token and sequence.
 */
public sealed interface Request {

  /**
   * Makes the header of a shard that has none: of a new service, or of one that comes back from a
   * store.
   *
   * @param sequence 0 for a new shard, the stored sequence for a restored one
   * @param complete false for a shard whose entries follow; a {@link Change} completes it
   * @param placement what is recorded: a copy that does not count by it is replaced; null if only
   *     what is not complete may be replaced
   */
  record Create(
      UUID incarnation,
      long epoch,
      long token,
      long sequence,
      Holder holder,
      Copies copies,
      boolean complete,
      Placement placement)
      implements Request {

    Header header() {
      return new Header(incarnation, epoch, token, sequence, holder, copies, complete);
    }
  }

  /**
   * The next writes of the shard, all or nothing.
   *
   * @param sequence the number of this batch: one more than the last
   * @param entries what was written, in order, a later entry of a key replacing an earlier one; or
   *     nothing, to learn whether the header still stands
   * @param force whether the answer waits until the primary's store has forced it to disk
   */
  record Batch(long epoch, long token, long sequence, List<Entry> entries, boolean force)
      implements Request {}

  /**
   * Changes the holder: claim, commit and raise are the same and differ by who asks.
   *
   * @param least how far the copies are at least, as far as the sender knows; 0 if it knows nothing
   * @param placement what is recorded, and by what a copy counts or does not; null from the holder,
   *     who knows how far the copies are
   */
  record Change(
      Kind kind,
      long fromEpoch,
      long fromToken,
      long epoch,
      long token,
      Holder holder,
      long least,
      Placement placement)
      implements Request {

    /** Whether it was this change that made {@code header}; batches may have followed. */
    boolean made(Header header) {
      return header != null && header.epoch() == epoch && header.token() == token;
    }

    /** Why the holder changes; the copies treat all kinds alike. */
    public enum Kind {
      /** A shard whose holder is gone is taken. */
      CLAIM,
      /** The last step of a hand-off: the point of no return. */
      COMMIT,
      /** The old holder reopens after a hand-off that failed, and so defeats a late commit. */
      RAISE
    }
  }
}
