package dev.baton.state.protocol;

import static dev.baton.state.protocol.ClusterStory.needs;

import dev.baton.state.protocol.Violation.Kind;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Orders of events that end badly without one rule and well with it, each as short as it could be
 * made: what random orders come upon too rarely.
 */
class ClusterStoriesTest {
  private static final String WRITTEN_WHILE_ONE_COPY_FEWER_IS_RECORDED =
      """
      write 0
      flush 0
      primary takes batch 1 of epoch 1 of 0
      0 hears APPLIED to batch 1 of epoch 1
      backup 1 takes batch 1 of epoch 1 from 0
      disk 0 writes
      disk 1 writes
      0 places at [0, 1]
      early time-out 0
      primary takes batch 1 of epoch 1 of 0
      0 hears REPEATED to batch 1 of epoch 1
      backup 1 takes batch 1 of epoch 1 from 0
      disk 0 writes
      disk 1 writes
      0 confirms to 0 1.1 under 2
      1 confirms to 0 1.1 under 2
      0 has all of batch 1 of epoch 1
      """;

  /** A primary that is behind gives its copy to a backup that has everything. */
  @Test
  void copyThatIsBehindItsOwnStoreIsNotClaimed() {
    needs(
        3,
        3,
        new ClusterLaws() {
          @Override
          Answer decide(Header found, Header stored, Request request, Copies copies, UUID node) {
            return Fence.decide(found, null, request, copies, node);
          }

          @Override
          boolean counts(Placement placement, Header found, Header stored, UUID node) {
            return placement.counts(found, null, node);
          }
        },
        Kind.WRITE_LOST,
        """
          replica moves away from 1
          replica assigned to 1
          primary is copied to 1
        """
            + WRITTEN_WHILE_ONE_COPY_FEWER_IS_RECORDED
            + """
          0 asks for a lease
          0 grants 0 a lease
          1 grants 0 a lease
          0 replies to write 1
          kill 0
          primary is copied to 1
          primary moves to 1
          1 records that 0 is gone
          1 sees that 0 is out
          time goes on
          time goes on
          claim 1
        """);
  }

  /** The map has lost the shard, but its holder still answers reads from what it has loaded. */
  @Test
  void nothingIsRestoredWhileTheHolderThatTheStoreNamesIsIn() {
    needs(
        3,
        2,
        new ClusterLaws() {
          @Override
          boolean asksStoredHolder() {
            return false;
          }
        },
        Kind.TWO_HOLDERS,
        """
          primary moves to 2
          primary moves to 1
          0 places at [1, 2]
          0 doubts
          primary takes batch 1 of epoch 1 of 0
          0 hears APPLIED to batch 1 of epoch 1
          backup 2 takes batch 1 of epoch 1 from 1
          disk 1 writes
          disk 2 writes
          disk 2 writes
          disk 2 writes
          1 confirms to 0 1.1 under 2
          2 confirms to 0 1.1 under 2
          0 has all of batch 1 of epoch 1
          kill 1
          restart 1
          1 is admitted
          kill 2
          restart 2
          2 is admitted
          primary moves to 2
          restore 2 from 1
          primary takes create 2 of 2
          2 hears APPLIED to create 2
          backup 0 takes create 2 from 2
          disk 0 writes
          disk 2 writes
          0 confirms to 2 2.1 under 4
          2 confirms to 2 2.1 under 4
          2 has all of create 2
          send stored 2
          disk 0 writes
          disk 2 writes
          send stored 2
          primary takes CLAIM 3 to 1.0.0 of 2
          2 hears APPLIED to CLAIM 3 to 1.0.0
          backup 0 takes CLAIM 3 to 1.0.0 from 2
          disk 0 writes
          disk 2 writes
          0 confirms to 2 3.1 under 4
          2 confirms to 2 3.1 under 4
          2 has all of CLAIM 3 to 1.0.0
          load 2
          primary takes batch 2 of epoch 3 of 2
          2 hears APPLIED to batch 2 of epoch 3
          backup 0 takes batch 2 of epoch 3 from 2
          disk 0 writes
          disk 2 writes
          0 confirms to 2 3.2 under 4
          2 confirms to 2 3.2 under 4
          2 has all of batch 2 of epoch 3
          took over 2
          2 asks for a lease
          2 grants 2 a lease
          0 grants 2 a lease
        """);
  }

  /** While a shard is loaded its primary dies, one that is behind is read, and dies as well. */
  @Test
  void whatIsLoadedWasReadUnderTheHeaderThatWasClaimed() {
    needs(
        3,
        3,
        new ClusterLaws() {
          @Override
          boolean loadsUnderHeader() {
            return false;
          }
        },
        Kind.WRITE_LOST,
        WRITTEN_WHILE_ONE_COPY_FEWER_IS_RECORDED
            + """
          0 replies to write 1
          kill 0
          1 records that 0 is gone
          claim 1
          primary takes CLAIM 2 to 1.0.0 of 1
          1 hears APPLIED to CLAIM 2 to 1.0.0
          disk 1 writes
          1 confirms to 1 2.1 under 3
          1 has all of CLAIM 2 to 1.0.0
          1 sees that 0 is out
          time goes on
          time goes on
          restart 0
          0 is admitted
          primary moves to 0
          replica moves away from 1
          replica assigned to 1
          primary is copied to 1
          kill 0
          load 1
          kill 2
        """);
  }

  /** A holder far from the map commits at a primary that missed its last write. */
  @Test
  void commitNamesHowFarTheCopiesAre() {
    needs(
        3,
        3,
        new ClusterLaws() {
          @Override
          Answer decide(Header found, Header stored, Request request, Copies copies, UUID node) {
            return super.decide(found, stored, atLeastNothing(request), copies, node);
          }
        },
        Kind.WRITE_LOST,
        WRITTEN_WHILE_ONE_COPY_FEWER_IS_RECORDED
            + """
          0 replies to write 1
          primary moves to 1
          replica moves away from 0
          0 places at [1]
          close 0
          hand off 0 to 0
          compare 0
          kill 1
          primary takes COMMIT 2 to 2.0.0 of 0
          0 hears APPLIED to COMMIT 2 to 2.0.0
          0 places at [2]
          early time-out 0
          primary takes COMMIT 2 to 2.0.0 of 0
          0 hears REPEATED to COMMIT 2 to 2.0.0
          disk 2 writes
          disk 2 writes
          2 confirms to 0 2.0 under 4
          0 has all of COMMIT 2 to 2.0.0
          kill 0
        """);
  }

  private static Request atLeastNothing(Request request) {
    return request instanceof Request.Change change
        ? new Request.Change(
            change.kind(),
            change.fromEpoch(),
            change.fromToken(),
            change.epoch(),
            change.token(),
            change.holder(),
            0,
            change.placement())
        : request;
  }

  /** A node that has not heard that a member was let in takes that member for gone. */
  @Test
  void whoeverClaimsAsksMajorityWhetherTheHolderIsOut() {
    needs(
        3,
        2,
        new ClusterLaws() {
          @Override
          boolean asksMajority() {
            return false;
          }
        },
        Kind.TWO_HOLDERS,
        """
          kill 2
          0 records that 2 is gone
          1 learns
          restart 2
          2 is admitted
          0 learns
          close 0
          hand off 0 to 2
          compare 0
          primary takes COMMIT 2 to 1.0.0 of 0
          backup 1 takes COMMIT 2 to 1.0.0 from 0
          0 hears APPLIED to COMMIT 2 to 1.0.0
          disk 0 writes
          disk 1 writes
          0 confirms to 0 2.0 under 2
          1 confirms to 0 2.0 under 2
          0 has all of COMMIT 2 to 1.0.0
          2 arrives by epoch 2
          primary takes batch 1 of epoch 2 of 2
          backup 1 takes batch 1 of epoch 2 from 0
          2 hears APPLIED to batch 1 of epoch 2
          disk 0 writes
          disk 1 writes
          0 confirms to 2 2.1 under 2
          1 confirms to 2 2.1 under 2
          2 has all of batch 1 of epoch 2
          took over 2
          primary moves to 1
          claim 1
          primary takes CLAIM 3 to 1.0.0 of 1
          backup 0 takes CLAIM 3 to 1.0.0 from 1
          1 hears APPLIED to CLAIM 3 to 1.0.0
          disk 0 writes
          disk 1 writes
          0 confirms to 1 3.1 under 2
          1 confirms to 1 3.1 under 2
          1 has all of CLAIM 3 to 1.0.0
          1 sees that 2 is out
          time goes on
          time goes on
          load 1
          primary takes batch 2 of epoch 3 of 1
          backup 0 takes batch 2 of epoch 3 from 1
          1 hears APPLIED to batch 2 of epoch 3
          disk 0 writes
          disk 1 writes
          0 confirms to 1 3.2 under 2
          1 confirms to 1 3.2 under 2
          1 has all of batch 2 of epoch 3
          took over 1
          1 asks for a lease
          1 grants 1 a lease
          0 grants 1 a lease
          2 asks for a lease
          2 grants 2 a lease
          0 grants 2 a lease
        """);
  }
}
