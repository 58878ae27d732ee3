package dev.baton.state.protocol;

import static dev.baton.state.protocol.ClusterStory.needs;

import dev.baton.state.protocol.Violation.Kind;
import org.junit.jupiter.api.Test;

/** Orders of events in which a lease is thought over too early, as short as they could be made. */
class LeaseStoriesTest {
  /** One that granted nothing so far, and knows of nothing, grants after it was asked. */
  @Test
  void onlyWhoGrantsNoMoreSaysWhenItGrantedLast() {
    needs(
        5,
        2,
        new ClusterLaws() {
          @Override
          boolean saysOnlyWhenOver() {
            return false;
          }
        },
        Kind.TWO_HOLDERS,
        """
          time passes
          time passes
          0 asks for a lease
          0 grants 0 a lease
          3 grants 0 a lease
          split off [0]
          1 records that 0 is gone
          claim 1
          primary takes CLAIM 2 to 1.0.0 of 1
          1 hears APPLIED to CLAIM 2 to 1.0.0
          disk 1 writes
          1 confirms to 1 2.0 under 2
          1 has all of CLAIM 2 to 1.0.0
          2 learns
          1 hears from 1 that it granted none for long
          1 hears from 2 that it granted none for long
          1 hears from 4 that it granted none for long
          load 1
          primary takes batch 1 of epoch 2 of 1
          1 hears APPLIED to batch 1 of epoch 2
          disk 1 writes
          1 confirms to 1 2.1 under 2
          1 has all of batch 1 of epoch 2
          took over 1
          1 asks for a lease
          1 grants 1 a lease
          2 grants 1 a lease
          3 grants 1 a lease
          4 joins the side of 0
          4 grants 0 a lease
        """);
  }

  /**
   * The first claimer never served; whoever takes over from it waits for the one before as well.
   */
  @Test
  void whoTakesOverWaitsForAllThatLeft() {
    needs(
        5,
        3,
        new ClusterLaws() {
          @Override
          boolean waitsForAllThatLeft() {
            return false;
          }
        },
        Kind.TWO_HOLDERS,
        """
          time passes
          time passes
          0 asks for a lease
          0 grants 0 a lease
          3 grants 0 a lease
          4 grants 0 a lease
          split off [0]
          1 records that 0 is gone
          2 learns
          claim 1
          primary takes CLAIM 2 to 1.0.0 of 1
          1 hears APPLIED to CLAIM 2 to 1.0.0
          backup 2 takes CLAIM 2 to 1.0.0 from 1
          disk 1 writes
          disk 2 writes
          1 confirms to 1 2.0 under 2
          2 confirms to 1 2.0 under 2
          1 has all of CLAIM 2 to 1.0.0
          kill 1
          2 records that 1 is gone
          3 learns
          4 learns
          claim 2
          primary takes CLAIM 3 to 1.0.0 of 2
          2 hears APPLIED to CLAIM 3 to 1.0.0
          disk 2 writes
          2 confirms to 2 3.0 under 3
          2 has all of CLAIM 3 to 1.0.0
          2 hears from 2 that it granted none for long
          2 hears from 3 that it granted none for long
          2 hears from 4 that it granted none for long
          load 2
          primary takes batch 1 of epoch 3 of 2
          2 hears APPLIED to batch 1 of epoch 3
          disk 2 writes
          2 confirms to 2 3.1 under 3
          2 has all of batch 1 of epoch 3
          took over 2
          2 asks for a lease
          2 grants 2 a lease
          3 grants 2 a lease
          4 grants 2 a lease
        """);
  }
}
