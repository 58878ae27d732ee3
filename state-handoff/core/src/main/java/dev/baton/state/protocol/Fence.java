package dev.baton.state.protocol;

import dev.baton.state.protocol.Answer.Verdict;
import java.util.UUID;

/**
 * What a copy of a shard, primary or backup, does with a request: the fencing token of Chubby and
 * of Kleppmann's "How to do distributed locking", with a sequence so that nothing is skipped.
 *
 * <table>
 * <caption>Header found, request, verdict</caption>
 * <tr><th>found</th><th>request</th><th>verdict</th></tr>
 * <tr><td>none</td><td>create</td><td>applied</td></tr>
 * <tr><td>of a lower epoch, incomplete or of a copy that does not count</td>
 *     <td>incomplete create</td><td>applied</td></tr>
 * <tr><td>same epoch and token</td><td>create, change</td><td>repeated</td></tr>
 * <tr><td>complete, epoch and token that the change names as the previous, lower than its own, and
 *     of a copy that counts</td><td>change</td><td>applied</td></tr>
 * <tr><td>the same but incomplete, and held by the member that the change names</td>
 *     <td>change</td><td>applied</td></tr>
 * <tr><td>same epoch and token, sequence one less</td><td>batch</td><td>applied</td></tr>
 * <tr><td>same epoch, token and sequence</td><td>batch</td><td>repeated</td></tr>
 * <tr><td>anything else</td><td></td><td>refused</td></tr>
 * </table>
 *
 * <p>A create that is applied begins the shard: entries that are there, of a restore that was never
 * completed, go, and the local store begins a new generation with it. Only the member that restores
 * a shard completes it; for anybody else it is still missing and has to be restored again.
 *
 * <p>Whatever is applied or repeated also takes over the copy set that is sent with it, if it is
 * later than the one found: it was recorded first.
 *
 * <p>Whatever would leave a copy under an earlier copy set than the node has stored, or under the
 * same one in an earlier epoch or with another token, is not taken: a map that was put together
 * again may have brought the copies of a holder that was taken out, and the store must not lose the
 * later ones to them. That is no refusal, upon which a holder gives its shard up: what is in the
 * way may be of a side whose record does not stand, and is disowned when that is known.
 *
 * <p>A repeat is not applied again, but the primary ships it to its backups again and waits for
 * them: they may have missed it.
 */
public final class Fence {
  private Fence() {}

  /**
   * What the primary does.
   *
   * @param found the header of this copy, or null
   * @param stored the last header that this node's store was given, or null
   * @param copies the newest recorded copy set that the sender knows, or null
   * @param node the node that this copy is on
   * @return the verdict, and the header to write, with the entries if it is {@link Verdict#APPLIED}
   */
  public static Answer decide(
      Header found, Header stored, Request request, Copies copies, UUID node) {
    Answer answer = decide(found, stored, request, node);
    if (!answer.stands()) {
      return answer;
    }
    Header next = answer.header().under(copies);
    return next.isFromBefore(stored)
        ? new Answer(Verdict.BEHIND, found)
        : new Answer(answer.verdict(), next);
  }

  private static Answer decide(Header found, Header stored, Request request, UUID node) {
    if (request instanceof Request.Create create) {
      return decide(found, stored, create, node);
    }
    if (request instanceof Request.Change change) {
      return decide(found, stored, change, node);
    }
    return decide(found, (Request.Batch) request);
  }

  /**
   * What a backup does with a request that the primary applied, or ships again.
   *
   * <p>A backup that missed an earlier request could otherwise let a change of the holder pass that
   * it can judge by epoch and token alone, and so confirm entries that it does not have. Which copy
   * set it knew does not matter: it takes over the primary's.
   *
   * @param found the header of this backup, or null
   * @param stored the last header that this node's store was given, or null
   * @param primary the header of the primary after the request
   * @return {@link Verdict#APPLIED} or {@link Verdict#REPEATED} if this backup stands, or will,
   *     where the primary does; {@link Verdict#REFUSED} or {@link Verdict#BEHIND} if it does not
   *     and so must not acknowledge the request before it was brought up to date as a whole
   */
  public static Answer follow(Header found, Header stored, Request request, Header primary) {
    if (primary.isFromBefore(stored)) {
      return new Answer(Verdict.BEHIND, found);
    }
    boolean repeated =
        found != null
            && names(found, primary.epoch(), primary.token())
            && found.sequence() == primary.sequence()
            && found.complete() == primary.complete();
    if (repeated) {
      return new Answer(Verdict.REPEATED, primary);
    }
    return follows(found, request, primary)
        ? new Answer(Verdict.APPLIED, primary)
        : new Answer(Verdict.REFUSED, found);
  }

  private static boolean follows(Header found, Request request, Header primary) {
    if (request instanceof Request.Create create) {
      return names(primary, create.epoch(), create.token())
          && primary.sequence() == create.sequence()
          && (found == null || found.epoch() < create.epoch());
    }
    if (request instanceof Request.Change change) {
      return found != null
          && names(primary, change.epoch(), change.token())
          && names(found, change.fromEpoch(), change.fromToken())
          && found.sequence() == primary.sequence();
    }
    Request.Batch batch = (Request.Batch) request;
    return found != null
        && names(found, primary.epoch(), primary.token())
        && found.sequence() + 1 == primary.sequence()
        && batch.sequence() == primary.sequence();
  }

  private static Answer decide(Header found, Header stored, Request.Create create, UUID node) {
    if (found != null && names(found, create.epoch(), create.token())) {
      return new Answer(Verdict.REPEATED, found);
    }
    boolean again =
        found != null
            && (!found.complete() || !counts(found, stored, create.placement(), node))
            && !create.complete()
            && create.epoch() > found.epoch()
            && create.incarnation().equals(found.incarnation());
    return found == null || again
        ? new Answer(Verdict.APPLIED, create.header())
        : new Answer(Verdict.REFUSED, found);
  }

  private static boolean counts(Header found, Header stored, Placement placement, UUID node) {
    return placement == null || placement.counts(found, stored, node);
  }

  private static Answer decide(Header found, Header stored, Request.Change change, UUID node) {
    if (found == null) {
      return new Answer(Verdict.REFUSED, null);
    }
    if (names(found, change.epoch(), change.token())) {
      return new Answer(Verdict.REPEATED, found);
    }
    if (!names(found, change.fromEpoch(), change.fromToken()) || change.epoch() <= found.epoch()) {
      return new Answer(Verdict.REFUSED, found);
    }
    if (!found.complete() && !found.holder().member().equals(change.holder().member())) {
      return new Answer(Verdict.REFUSED, found);
    }
    if (found.sequence() < change.least()
        || (found.complete() && !counts(found, stored, change.placement(), node))) {
      return new Answer(Verdict.REFUSED, found);
    }
    Header next = found.changed(change);
    Placement placement = change.placement();
    return new Answer(Verdict.APPLIED, placement == null ? next : next.under(placement.now()));
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
