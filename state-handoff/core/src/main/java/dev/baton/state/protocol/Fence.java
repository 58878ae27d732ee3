package dev.baton.state.protocol;

import dev.baton.state.protocol.Answer.Verdict;

/**
 * What a copy of a shard, primary or backup, does with a request: the fencing token of Chubby and
 * of Kleppmann's "How to do distributed locking", with a sequence so that nothing is skipped.
 *
 * <table>
 * <caption>Header found, request, verdict</caption>
 * <tr><td>none</td><td>create</td><td>applied</td></tr>
 * <tr><td>same epoch and token</td><td>create, change</td><td>repeated</td></tr>
 * <tr><td>epoch and token that the change names as the previous</td><td>change</td><td>applied</td></tr>
 * <tr><td>same epoch and token, sequence one less</td><td>batch</td><td>applied</td></tr>
 * <tr><td>same epoch, token and sequence</td><td>batch</td><td>repeated</td></tr>
 * <tr><td>anything else</td><td></td><td>refused</td></tr>
 * </table>
 *
 * <p>A repeat is not applied again, but the primary ships it to its backups again and waits for
 * them: they may have missed it.
 */
public final class Fence {
  private Fence() {}

  /**
   * @param found the header of this copy, or null
   * @return the verdict, and the header to write with the entries if it is {@link Verdict#APPLIED}
   */
  public static Answer decide(Header found, Request request) {
    if (request instanceof Request.Create create) {
      return decide(found, create);
    }
    if (request instanceof Request.Change change) {
      return decide(found, change);
    }
    return decide(found, (Request.Batch) request);
  }

  private static Answer decide(Header found, Request.Create create) {
    if (found == null) {
      return new Answer(
          Verdict.APPLIED,
          new Header(
              create.incarnation(),
              create.epoch(),
              create.token(),
              create.sequence(),
              create.holder(),
              create.copies(),
              create.complete()));
    }
    return new Answer(
        names(found, create.epoch(), create.token()) ? Verdict.REPEATED : Verdict.REFUSED, found);
  }

  private static Answer decide(Header found, Request.Change change) {
    if (found == null) {
      return new Answer(Verdict.REFUSED, null);
    }
    if (names(found, change.epoch(), change.token())) {
      return new Answer(Verdict.REPEATED, found);
    }
    if (!names(found, change.fromEpoch(), change.fromToken()) || change.epoch() <= found.epoch()) {
      return new Answer(Verdict.REFUSED, found);
    }
    return new Answer(
        Verdict.APPLIED,
        new Header(
            found.incarnation(),
            change.epoch(),
            change.token(),
            found.sequence(),
            change.holder(),
            found.copies(),
            true));
  }

  private static Answer decide(Header found, Request.Batch batch) {
    if (found == null || !names(found, batch.epoch(), batch.token())) {
      return new Answer(Verdict.REFUSED, found);
    }
    if (batch.sequence() == found.sequence()) {
      return new Answer(Verdict.REPEATED, found);
    }
    if (batch.sequence() != found.sequence() + 1) {
      return new Answer(Verdict.REFUSED, found);
    }
    return new Answer(Verdict.APPLIED, found.withSequence(batch.sequence()));
  }

  private static boolean names(Header found, long epoch, long token) {
    return found.epoch() == epoch && found.token() == token;
  }
}
