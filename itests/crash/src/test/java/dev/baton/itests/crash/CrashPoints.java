package dev.baton.itests.crash;

import static dev.baton.itests.crash.Act.ABORT;
import static dev.baton.itests.crash.Act.BOOT;
import static dev.baton.itests.crash.Act.DEPLOY;
import static dev.baton.itests.crash.Act.DISCARD;
import static dev.baton.itests.crash.Act.FINISH;
import static dev.baton.itests.crash.Act.FORWARD;
import static dev.baton.itests.crash.Act.REDEPLOY;
import static dev.baton.itests.crash.Act.ROLLBACK;
import static dev.baton.itests.crash.Act.UNDEPLOY;
import static dev.baton.itests.crash.Act.UPGRADE;

import dev.baton.state.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * All steps, and the acts that reach them. Steps that an act reaches for every shard are played
 * twice: for the first shard, and for another one, by the seed.
 */
final class CrashPoints {
  private static final int SHARDS = 64;
  private static final int BATCHES = 10;

  /**
   * @param times how often an act reaches the step, at least
   * @param decided whether the outcome is recorded when the step is reached
   */
  private record Row(Step step, int times, boolean decided, List<Act> acts) {}

  private static final List<Row> TABLE =
      List.of(
          before(Step.ARTIFACT_KEPT, 1, UPGRADE, DEPLOY, REDEPLOY),
          before(Step.VERSION_INSTALLED, 1, UPGRADE, ROLLBACK, DEPLOY),
          before(Step.VERSION_INSTALLED, 2, BOOT, REDEPLOY, FORWARD),
          before(Step.CHANGE_RECORDED, 1, UPGRADE, ROLLBACK, ABORT, DEPLOY, REDEPLOY),
          before(Step.VERSION_STARTED, 1, UPGRADE, ROLLBACK, DEPLOY),
          before(Step.VERSION_STARTED, 2, BOOT, REDEPLOY, FORWARD),
          before(Step.SERVICES_FETCHED, 1, UPGRADE, ROLLBACK, DEPLOY),
          before(Step.SERVICES_FETCHED, 2, BOOT, REDEPLOY, FORWARD),
          before(Step.FOLLOWER_SUBSCRIBED, SHARDS, UPGRADE, ROLLBACK, ABORT),
          before(Step.FOLLOWER_LOADED, SHARDS, UPGRADE, ROLLBACK, ABORT),
          before(Step.GATE_CLOSED, SHARDS, UPGRADE, ROLLBACK, ABORT),
          before(Step.CALLS_DRAINED, SHARDS, UPGRADE, ROLLBACK, ABORT),
          before(Step.HANDING_OVER_CALLED, SHARDS, UPGRADE, ROLLBACK, ABORT),
          before(Step.SHARD_SEALED, SHARDS, UPGRADE, ROLLBACK, ABORT),
          before(Step.LAST_BATCH_SENT, SHARDS, UPGRADE, ROLLBACK, ABORT),
          before(Step.LAST_BATCH_SAFE, SHARDS, UPGRADE, ROLLBACK, ABORT),
          before(Step.DIGESTS_COMPARED, SHARDS, UPGRADE, ROLLBACK, ABORT),
          before(Step.COMMIT_SENT, SHARDS, UPGRADE, ROLLBACK, ABORT),
          before(Step.COMMIT_APPLIED, SHARDS, UPGRADE, ROLLBACK, ABORT),
          before(Step.COMMIT_ANSWERED, SHARDS, UPGRADE, ROLLBACK, ABORT),
          before(Step.TOOK_OVER_CALLED, SHARDS, UPGRADE, ROLLBACK, ABORT, DEPLOY),
          after(Step.TOOK_OVER_CALLED, SHARDS, REDEPLOY),
          before(Step.TOOK_OVER_CALLED, SHARDS, BOOT, FORWARD),
          before(Step.GATE_OPENED, SHARDS, UPGRADE, ROLLBACK, ABORT, BOOT, FORWARD),
          after(Step.GATE_OPENED, SHARDS, REDEPLOY),
          before(Step.ALL_SHARDS_MOVED, 1, UPGRADE, ROLLBACK, ABORT),
          before(Step.BATCH_APPLIED, BATCHES, UPGRADE, ROLLBACK, ABORT, BOOT, FORWARD),
          after(Step.BATCH_APPLIED, BATCHES, REDEPLOY),
          before(Step.BATCH_QUEUED_IN_STORE, BATCHES, UPGRADE, ROLLBACK, ABORT, BOOT, FORWARD),
          after(Step.BATCH_QUEUED_IN_STORE, BATCHES, REDEPLOY),
          before(Step.BATCH_WRITTEN_BY_STORE, BATCHES, UPGRADE, ROLLBACK, ABORT, BOOT, FORWARD),
          after(Step.BATCH_WRITTEN_BY_STORE, BATCHES, REDEPLOY),
          after(Step.OUTCOME_RECORDED, 1, UPGRADE, ROLLBACK, ABORT, DEPLOY, REDEPLOY, FORWARD),
          after(Step.OUTCOME_RECORDED, 1, UNDEPLOY, DISCARD),
          after(Step.GATE_OPENED, SHARDS, DEPLOY),
          after(Step.OLD_SCHEMAS_REENCODED, 1, UPGRADE, ROLLBACK, FINISH, ABORT, BOOT, REDEPLOY),
          after(Step.OLD_SCHEMAS_REENCODED, 1, FORWARD),
          after(Step.OLD_VERSION_STOPPED, 1, UPGRADE, ROLLBACK, FINISH, ABORT, BOOT, REDEPLOY),
          after(Step.OLD_VERSION_STOPPED, 1, FORWARD, UNDEPLOY, DISCARD),
          after(Step.OLD_VERSION_UNINSTALLED, 1, UPGRADE, ROLLBACK, FINISH, ABORT, BOOT, REDEPLOY),
          after(Step.OLD_VERSION_UNINSTALLED, 1, FORWARD, UNDEPLOY, DISCARD),
          after(Step.FINISH_RECORDED, 1, UPGRADE, ROLLBACK, DEPLOY, FINISH, ABORT, BOOT, REDEPLOY),
          after(Step.FINISH_RECORDED, 1, FORWARD, UNDEPLOY, DISCARD));

  private CrashPoints() {}

  private static Row before(Step step, int times, Act... acts) {
    return new Row(step, times, false, List.of(acts));
  }

  private static Row after(Step step, int times, Act... acts) {
    return new Row(step, times, true, List.of(acts));
  }

  /** Every point to be played. */
  static List<CrashPoint> all(Random random) {
    List<CrashPoint> points = new ArrayList<>();
    for (Row row : TABLE) {
      for (Act act : row.acts) {
        points.add(new CrashPoint(act, row.step, 1, row.decided));
        if (row.times > 1) {
          int other = 2 + random.nextInt(row.times - 1);
          points.add(new CrashPoint(act, row.step, other, row.decided));
        }
      }
    }
    return points;
  }
}
