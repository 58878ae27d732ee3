package dev.baton.state.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.baton.state.protocol.ClusterFaults.Left;
import dev.baton.state.protocol.ClusterRun.Result;
import dev.baton.state.protocol.ClusterRun.Scene;
import dev.baton.state.protocol.Violation.Kind;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A shard in clusters of two to five nodes, in random orders: kills and restarts with old stores,
 * cuts, also of one direction, paused nodes, moves of the map's replicas, hand-offs, and messages
 * that are lost, late and repeated. Then all comes to rest, one node back last or never gone, and
 * the shard must be served with all that was acknowledged.
 *
 * <p>{@code -Dbaton.protocol.deep=true} plays many orders from a random seed; {@code
 * -Dbaton.protocol.walks=N} sets how many of each, {@code -Dbaton.protocol.seed=S} the seed.
 */
class ClusterTest {
  private static final boolean DEEP = Boolean.getBoolean("baton.protocol.deep");
  private static final int WALKS = Integer.getInteger("baton.protocol.walks", DEEP ? 100_000 : 800);
  private static final long SEED =
      Long.getLong("baton.protocol.seed", DEEP ? new Random().nextLong() : 1);
  private static final int LENGTH = 200;
  private static final int NOTICED_WITHIN = 20_000;

  @ParameterizedTest
  @CsvSource({
    "2, 2, 4, 2, 1, 2, 2, 2, 3, 2",
    "3, 3, 4, 2, 0, 2, 0, 2, 2, 2",
    "3, 3, 4, 2, 1, 2, 3, 2, 3, 2",
    "3, 2, 4, 3, 2, 3, 3, 3, 4, 2",
    "4, 3, 4, 2, 1, 3, 3, 3, 3, 2",
    "4, 2, 4, 2, 1, 3, 3, 3, 3, 3",
    "5, 2, 4, 2, 1, 3, 3, 2, 4, 2"
  })
  void holds(int nodes, int replicas, int w, int r, int h, int k, int c, int l, int t, int m) {
    Left left = Left.of(w, r, h, k).and(c, l, t, m);
    ClusterLaws laws = new ClusterLaws();
    for (long seed = SEED; seed < SEED + WALKS; seed++) {
      Scene scene = scene(nodes, replicas, left, seed);
      Result result = ClusterRun.play(scene, laws, seed, LENGTH);
      if (result.violation().isPresent()) {
        fail("Seed " + seed + ": " + ClusterShrinking.shrink(scene, laws, result).describe());
      }
    }
  }

  private static Scene scene(int nodes, int replicas, Left left, long seed) {
    return new Scene(nodes, replicas, left, (int) Math.floorMod(seed, nodes + 1) - 1);
  }

  @Test
  void replyWithoutLeaseIsNoticed() {
    notices(
        Set.of(Kind.TWO_HOLDERS, Kind.READ_GOES_BACK),
        new ClusterLaws() {
          @Override
          boolean leases() {
            return false;
          }
        });
  }

  @Test
  void claimBeforeTheLeaseHasRunOutIsNoticed() {
    notices(
        Set.of(Kind.TWO_HOLDERS, Kind.READ_GOES_BACK),
        new ClusterLaws() {
          @Override
          boolean waitsForLease() {
            return false;
          }
        });
  }

  @Test
  void voterThatForgetsWhatItGrantedIsNoticed() {
    notices(
        Set.of(Kind.TWO_HOLDERS, Kind.READ_GOES_BACK),
        new ClusterLaws() {
          @Override
          boolean mindsWhatItForgot() {
            return false;
          }
        });
  }

  @Test
  void restoreToCopiesThatAreNotRecordedIsNoticed() {
    notices(
        Set.of(Kind.NOBODY_SERVES),
        new ClusterLaws() {
          @Override
          boolean recordsFirst() {
            return false;
          }
        });
  }

  @Test
  void restoreFromAnyStoreIsNoticed() {
    notices(
        Set.of(Kind.WRITE_LOST, Kind.READ_GOES_BACK, Kind.TWO_HOLDERS),
        new ClusterLaws() {
          @Override
          boolean counts(Placement placement, UUID node, Map<UUID, Header> stored) {
            return stored.get(node) != null;
          }
        });
  }

  @Test
  void confirmationsOfTheMapsReplicasAreNoticed() {
    notices(
        Set.of(Kind.WRITE_LOST, Kind.READ_GOES_BACK),
        new ClusterLaws() {
          @Override
          Set<UUID> awaited(Header answered, Set<UUID> replicas) {
            return replicas;
          }
        });
  }

  @Test
  void copyThatCountsInSpiteOfLaterCopySetsIsNoticed() {
    notices(
        Set.of(Kind.WRITE_LOST, Kind.READ_GOES_BACK, Kind.NOBODY_SERVES),
        new ClusterLaws() {
          @Override
          boolean counts(Placement placement, UUID node, Map<UUID, Header> stored) {
            Header header = stored.get(node);
            return header != null
                && placement.line().stream()
                    .anyMatch(each -> each.isThat(header.copies()) && each.nodes().contains(node));
          }
        });
  }

  @Test
  void leaseOfMemberThatIsOutIsNoticed() {
    notices(
        Set.of(Kind.TWO_HOLDERS, Kind.READ_GOES_BACK, Kind.WRITE_LOST),
        new ClusterLaws() {
          @Override
          boolean grantsByLedger() {
            return false;
          }
        });
  }

  private static void notices(Set<Kind> kinds, ClusterLaws broken) {
    Left left = Left.of(4, 3, 1, 3).and(3, 2, 4, 2);
    for (long seed = 1; seed < NOTICED_WITHIN; seed++) {
      Result result = ClusterRun.play(scene(3, 2, left, seed), broken, seed, LENGTH);
      if (result.violation().isPresent()) {
        assertEquals(true, kinds.contains(result.kind()), result.describe());
        return;
      }
    }
    fail("Nothing was noticed in " + NOTICED_WITHIN + " orders");
  }
}
