package dev.baton.state.protocol;

import static dev.baton.state.protocol.ClusterStory.needs;

import dev.baton.state.protocol.Violation.Kind;
import org.junit.jupiter.api.Test;

/**
 * A holder loses the others, is taken out, and goes on; the others took its shard over, and the map
 * has the last of them join the first: what the first still has comes to where the newest is.
 */
class TakenOutStoriesTest {
  private static final String TAKEN_OVER_AND_MERGED =
      """
      split off [0]
      1 records that 0 is gone
      claim 1
      primary takes CLAIM 2 to 1.0.0 of 1
      1 hears APPLIED to CLAIM 2 to 1.0.0
      disk 1 writes
      1 confirms to 1 2.0 under 2
      1 has all of CLAIM 2 to 1.0.0
      1 sees that 0 is out
      time goes on
      time goes on
      load 1
      primary takes batch 1 of epoch 2 of 1
      1 hears APPLIED to batch 1 of epoch 2
      disk 1 writes
      1 confirms to 1 2.1 under 2
      1 has all of batch 1 of epoch 2
      took over 1
      write 1
      flush 1
      primary takes batch 2 of epoch 2 of 1
      1 hears APPLIED to batch 2 of epoch 2
      disk 1 writes
      1 confirms to 1 2.2 under 2
      1 has all of batch 2 of epoch 2
      2 learns
      1 asks for a lease
      1 grants 1 a lease
      2 grants 1 a lease
      1 replies to write 1
      kill 2
      1 joins the side of 0
      replica assigned to 1
      """;

  private static final String SENT_ON =
      """
      primary takes batch 1 of epoch 1 of 0
      disk 0 writes
      primary is copied to 1
      backup 1 takes batch 1 of epoch 1 from 0
      disk 1 writes
      disk 1 writes
      disk 1 writes
      """;

  /**
   * It has heard of the newest copy set, and would put its own history under it; what the others
   * have stored of a later epoch stands in the way of that, too.
   */
  @Test
  void whoKnowsThatItIsOutSendsNothingMore() {
    needs(
        3,
        2,
        new ClusterLaws() {
          @Override
          boolean sendsOnlyWhileIn() {
            return false;
          }

          @Override
          Answer follow(Header found, Header stored, Request request, Header primary) {
            return Fence.follow(found, asIfOf(primary, stored), request, primary);
          }
        },
        Kind.WRITE_LOST,
        TAKEN_OVER_AND_MERGED
            + """
              0 learns
              0 doubts
              """
            + SENT_ON);
  }

  /** It has not heard of anything. */
  @Test
  void storeKeepsWhatCameUnderLaterCopySet() {
    needs(
        3,
        2,
        new ClusterLaws() {
          @Override
          Answer follow(Header found, Header stored, Request request, Header primary) {
            return Fence.follow(found, null, request, primary);
          }
        },
        Kind.WRITE_LOST,
        TAKEN_OVER_AND_MERGED
            + """
              write 0
              flush 0
              """
            + SENT_ON);
  }

  /** Each is at its third epoch under the same copy set, by another way. */
  @Test
  void storeKeepsWhatAnotherHolderBroughtToTheSameEpoch() {
    needs(
        3,
        2,
        new ClusterLaws() {
          @Override
          Answer follow(Header found, Header stored, Request request, Header primary) {
            boolean even = stored != null && stored.epoch() == primary.epoch();
            return Fence.follow(found, even ? asIfOf(primary, stored) : stored, request, primary);
          }
        },
        Kind.WRITE_LOST,
        """
            primary moves to 1
            replica moves away from 0
            0 places at [1]
            0 doubts
            primary takes batch 1 of epoch 1 of 0
            0 hears APPLIED to batch 1 of epoch 1
            disk 1 writes
            1 confirms to 0 1.1 under 2
            0 has all of batch 1 of epoch 1
            replica assigned to 0
            primary is copied to 0
            close 0
            hand off 0 to 0
            compare 0
            lost: primary takes COMMIT 2 to 2.0.0 of 0
            give up 0
            split off [0]
            primary takes RAISE 3 to 1.0.0 of 0
            0 hears APPLIED to RAISE 3 to 1.0.0
            disk 0 writes
            kill 1
            restart 1
            2 records that 1 is gone
            2 records that 0 is gone
            1 is admitted
            1 learns
            primary moves to 1
            replica moves away from 2
            1 sees that 0 is out
            1 sees that 1 is out
            time goes on
            time goes on
            restore 1 from 1
            primary takes create 2 of 1
            1 hears APPLIED to create 2
            disk 1 writes
            1 confirms to 1 2.1 under 2
            1 has all of create 2
            send stored 1
            send stored 1
            primary takes CLAIM 3 to 1.0.0 of 1
            1 hears APPLIED to CLAIM 3 to 1.0.0
            disk 1 writes
            1 confirms to 1 3.1 under 2
            1 has all of CLAIM 3 to 1.0.0
            load 1
            primary takes batch 2 of epoch 3 of 1
            1 hears APPLIED to batch 2 of epoch 3
            disk 1 writes
            1 confirms to 1 3.2 under 2
            1 has all of batch 2 of epoch 3
            took over 1
            write 1
            flush 1
            primary takes batch 3 of epoch 3 of 1
            1 hears APPLIED to batch 3 of epoch 3
            disk 1 writes
            1 confirms to 1 3.3 under 2
            1 has all of batch 3 of epoch 3
            2 learns
            1 asks for a lease
            1 grants 1 a lease
            2 grants 1 a lease
            1 replies to write 1
            kill 2
            1 joins the side of 0
            replica assigned to 1
            primary is copied to 1
            time-out 0
            primary takes RAISE 3 to 1.0.0 of 0
            backup 1 takes RAISE 3 to 1.0.0 from 0
            disk 1 writes
            disk 1 writes
            disk 1 writes
            """);
  }

  /** What a node has stored, but for its epoch and token. */
  private static Header asIfOf(Header primary, Header stored) {
    return stored == null
        ? null
        : new Header(
            stored.incarnation(),
            primary.epoch(),
            primary.token(),
            stored.sequence(),
            stored.holder(),
            stored.copies(),
            stored.complete());
  }
}
