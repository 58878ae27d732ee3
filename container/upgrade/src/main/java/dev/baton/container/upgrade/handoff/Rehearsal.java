package dev.baton.container.upgrade.handoff;

import dev.baton.container.HandoffOptions;
import dev.baton.container.RefusedException;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ShardGate;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.follower.Follower;
import dev.baton.state.shard.NotSafeException;
import dev.baton.state.shard.Shard;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * A cut-over without the commit: compares a shard with its loaded follower while callers wait, and
 * opens the gate on the same version again.
 */
public final class Rehearsal {
  private static final Duration SAFE_LIMIT = Duration.ofSeconds(2);

  private final Shard shard;
  private final Semaphore closing;
  private final ShardGate gate;
  private final StagedVersion from;
  private final HandoffOptions options;
  private final RunningAct act;

  public Rehearsal(
      Shard shard, ServiceGate gates, StagedVersion from, HandoffOptions options, RunningAct act) {
    this.shard = shard;
    this.closing = gates.closing();
    this.gate = gates.shard(shard.id().number());
    this.from = from;
    this.options = options;
    this.act = act;
  }

  /**
   * @param then also runs while nothing is written, after what was written is safe
   * @return how long the gate was closed
   * @throws RefusedException if the two are not the same, or calls did not end in time
   */
  public Duration compare(Follower follower, Runnable then) throws InterruptedException {
    follower.catchUp();
    long closedAt =
        new Drain(closing, gate, shard::close, shard::open, options, act, from.label())
            .closeAndDrain();
    List<String> differences;
    try {
      shard.awaitSafe(shard.position(), SAFE_LIMIT);
      follower.catchUp();
      differences = follower.differences();
      then.run();
    } catch (NotSafeException late) {
      throw new RefusedException(late.getMessage(), late);
    } finally {
      shard.open();
      closing.release();
    }
    if (!differences.isEmpty()) {
      throw new RefusedException("the follower differs: " + String.join("; ", differences));
    }
    return Duration.ofNanos(System.nanoTime() - closedAt);
  }
}
