package dev.baton.itests.point;

import static dev.baton.itests.point.Deed.DRAIN;
import static dev.baton.itests.point.Deed.FAILOVER;
import static dev.baton.itests.point.Deed.JOIN;
import static dev.baton.itests.point.Deed.LEAVE;
import static dev.baton.itests.point.Deed.MOVE;
import static dev.baton.itests.point.Deed.RESTART;
import static dev.baton.itests.point.Deed.ROLLBACK;
import static dev.baton.itests.point.Deed.UPGRADE;
import static dev.baton.itests.point.Who.FIRST;
import static dev.baton.itests.point.Who.OLDEST;
import static dev.baton.itests.point.Who.SECOND;
import static dev.baton.itests.point.Who.THIRD;

import dev.baton.state.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * All steps that nodes take together, what reaches them, and who ends there. A step that is reached
 * for many shards is played for one of them, by the seed.
 */
final class Points {
  /** Of 64 shards a third, or less where some are elsewhere for a while. */
  private static final int SHARDS = 12;

  /** Of those that one node brings back from its store, others being quicker. */
  private static final int RESTORED = 3;

  private static final int BATCHES = 30;

  /**
   * @param times how often the step is reached, at least
   */
  private record Row(Step step, int times, Who who, List<Deed> deeds) {}

  private static final List<Row> TABLE =
      List.of(
          // The holder's side of a hand-off to another node.
          row(Step.FOLLOWER_SUBSCRIBED, SHARDS, FIRST, DRAIN, LEAVE),
          row(Step.FOLLOWER_LOADED, 1, FIRST, MOVE),
          row(Step.GATE_CLOSED, SHARDS, FIRST, DRAIN),
          row(Step.CALLS_DRAINED, 1, FIRST, MOVE),
          row(Step.HANDING_OVER_CALLED, 1, FIRST, MOVE),
          row(Step.SHARD_SEALED, 1, FIRST, MOVE),
          row(Step.LAST_BATCH_SENT, SHARDS, FIRST, DRAIN),
          row(Step.LAST_BATCH_SAFE, 1, FIRST, MOVE),
          row(Step.DIGESTS_COMPARED, 1, FIRST, MOVE),
          row(Step.COMMIT_SENT, 1, FIRST, MOVE),
          row(Step.COMMIT_SENT, SHARDS, FIRST, DRAIN, LEAVE),
          row(Step.COMMIT_ANSWERED, 1, FIRST, MOVE),
          row(Step.COMMIT_ANSWERED, SHARDS, FIRST, DRAIN, LEAVE),
          row(Step.SHARD_LEFT, 1, FIRST, MOVE),
          row(Step.SHARD_LEFT, SHARDS, FIRST, LEAVE),
          row(Step.NODE_DRAINED, 1, FIRST, LEAVE),
          row(Step.NODE_STOPPED, 1, FIRST, LEAVE),
          // The other side.
          row(Step.ARRIVAL_BEGUN, 1, SECOND, MOVE),
          row(Step.ARRIVAL_LOADED, 1, SECOND, MOVE, DRAIN),
          row(Step.ARRIVAL_TOLD, 1, SECOND, MOVE, LEAVE),
          row(Step.TOOK_OVER_CALLED, 1, SECOND, MOVE, DRAIN),
          row(Step.GATE_OPENED, 1, SECOND, MOVE),
          row(Step.ARRIVAL_TOLD, SHARDS, SECOND, JOIN),
          row(Step.GATE_OPENED, SHARDS, SECOND, JOIN),
          // The copies, wherever they are.
          row(Step.COMMIT_APPLIED, 1, FIRST, MOVE),
          row(Step.COMMIT_APPLIED, 1, SECOND, MOVE),
          row(Step.COMMIT_APPLIED, 1, THIRD, MOVE),
          row(Step.BATCH_APPLIED, BATCHES, FIRST, DRAIN, UPGRADE),
          row(Step.BATCH_APPLIED, BATCHES, OLDEST, FAILOVER, MOVE),
          row(Step.BATCH_QUEUED_IN_STORE, BATCHES, SECOND, MOVE, JOIN),
          row(Step.BATCH_QUEUED_IN_STORE, BATCHES, THIRD, DRAIN, UPGRADE),
          row(Step.BATCH_WRITTEN_BY_STORE, BATCHES, OLDEST, LEAVE, ROLLBACK),
          row(Step.BATCH_WRITTEN_BY_STORE, RESTORED, SECOND, RESTART),
          row(Step.COPY_STORED, SHARDS, OLDEST, FAILOVER),
          row(Step.COPY_STORED, SHARDS, SECOND, JOIN),
          row(Step.COPY_SET_RECORDED, 1, OLDEST, FAILOVER, JOIN),
          row(Step.COPY_SET_RECORDED, 1, SECOND, FAILOVER),
          row(Step.COPY_SET_APPLIED, SHARDS, OLDEST, FAILOVER, JOIN),
          row(Step.COPY_SET_APPLIED, SHARDS, SECOND, JOIN, FAILOVER),
          // What they agree on.
          row(Step.VALUE_ACCEPTED, 1, FIRST, MOVE, UPGRADE),
          row(Step.VALUE_ACCEPTED, 1, OLDEST, MOVE, DRAIN, JOIN, FAILOVER, UPGRADE),
          row(Step.VALUE_ACCEPTED, 1, SECOND, JOIN, FAILOVER),
          row(Step.VALUE_ACCEPTED, 2, SECOND, RESTART),
          row(Step.MEMBER_TAKEN_OUT, 1, OLDEST, FAILOVER, LEAVE),
          // Taking over from who is gone.
          row(Step.CLAIM_SENT, 1, OLDEST, FAILOVER),
          row(Step.CLAIM_SENT, SHARDS / 2, SECOND, FAILOVER),
          row(Step.CLAIM_APPLIED, SHARDS / 2, OLDEST, FAILOVER),
          row(Step.CLAIM_APPLIED, SHARDS / 2, SECOND, FAILOVER),
          row(Step.SHARD_LOADED, SHARDS / 2, OLDEST, FAILOVER),
          row(Step.SHARD_LOADED, 1, SECOND, FAILOVER),
          row(Step.TOOK_OVER_CALLED, SHARDS / 2, OLDEST, FAILOVER),
          row(Step.GATE_OPENED, SHARDS / 2, SECOND, FAILOVER),
          // Bringing back from stores.
          row(Step.RESTORE_APPLIED, RESTORED, FIRST, RESTART),
          row(Step.RESTORE_APPLIED, 1, SECOND, RESTART),
          row(Step.RESTORE_PLACED, 1, SECOND, RESTART),
          row(Step.STORED_ENTRIES_SENT, RESTORED, FIRST, RESTART),
          row(Step.CLAIM_SENT, RESTORED, SECOND, RESTART),
          row(Step.CLAIM_APPLIED, RESTORED, FIRST, RESTART),
          row(Step.TOOK_OVER_CALLED, RESTORED, THIRD, RESTART),
          row(Step.GATE_OPENED, 1, FIRST, RESTART),
          // A change of version: who leads it, and who takes part.
          row(Step.CHANGE_RECORDED, 1, FIRST, UPGRADE, ROLLBACK),
          row(Step.VERSION_STARTED, 1, SECOND, UPGRADE, ROLLBACK),
          row(Step.SERVICES_FETCHED, 1, OLDEST, UPGRADE),
          row(Step.NODES_STAGED, 1, FIRST, UPGRADE, ROLLBACK),
          row(Step.FOLLOWER_LOADED, SHARDS, SECOND, UPGRADE),
          row(Step.SHARD_SEALED, SHARDS, FIRST, UPGRADE),
          row(Step.COMMIT_SENT, SHARDS, FIRST, UPGRADE, ROLLBACK),
          row(Step.COMMIT_SENT, SHARDS, SECOND, UPGRADE, ROLLBACK),
          row(Step.COMMIT_ANSWERED, SHARDS, THIRD, UPGRADE),
          row(Step.TOOK_OVER_CALLED, SHARDS, SECOND, ROLLBACK),
          row(Step.ALL_SHARDS_MOVED, 1, FIRST, UPGRADE, ROLLBACK),
          row(Step.ALL_SHARDS_MOVED, 1, OLDEST, UPGRADE, ROLLBACK),
          row(Step.NODE_MOVED, 2, FIRST, UPGRADE, ROLLBACK),
          row(Step.OUTCOME_RECORDED, 1, FIRST, UPGRADE, ROLLBACK),
          row(Step.OLD_SCHEMAS_REENCODED, 1, FIRST, UPGRADE, ROLLBACK),
          row(Step.OLD_SCHEMAS_REENCODED, 1, SECOND, ROLLBACK),
          row(Step.OLD_VERSION_STOPPED, 1, SECOND, UPGRADE),
          row(Step.OLD_VERSION_UNINSTALLED, 1, FIRST, UPGRADE),
          row(Step.FINISH_RECORDED, 1, FIRST, UPGRADE, ROLLBACK));

  private Points() {}

  private static Row row(Step step, int times, Who who, Deed... deeds) {
    return new Row(step, times, who, List.of(deeds));
  }

  /** Every point to be played. */
  static List<Point> all(Random random) {
    List<Point> points = new ArrayList<>();
    for (Row row : TABLE) {
      for (Deed deed : row.deeds) {
        points.add(new Point(deed, row.who, row.step, 1 + random.nextInt(row.times)));
      }
    }
    return points;
  }
}
