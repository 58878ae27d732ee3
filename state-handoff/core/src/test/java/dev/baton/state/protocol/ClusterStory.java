package dev.baton.state.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.state.protocol.ClusterFaults.Left;
import dev.baton.state.protocol.Violation.Kind;

/** An order of events, one in each line, that ends badly without one rule and well with it. */
final class ClusterStory {
  private static final Left ENOUGH = Left.of(9, 9, 9, 9).and(9, 9, 9, 9);

  private ClusterStory() {}

  /** Plays a story without the rule, which must end in a violation of this kind, and with it. */
  static void needs(int nodes, int replicas, ClusterLaws broken, Kind kind, String story) {
    ClusterRun.Scene scene = new ClusterRun.Scene(nodes, replicas, ENOUGH, -1);
    ClusterRun.Result without =
        ClusterRun.replay(scene, broken, story.lines().map(String::strip).toList());
    assertEquals(kind, without.kind(), without.describe());
    ClusterRun.Result with =
        ClusterRun.replay(scene, new ClusterLaws(), story.lines().map(String::strip).toList());
    assertEquals("none", with.describe());
  }
}
