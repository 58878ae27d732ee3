package dev.baton.container.upgrade.handoff;

import dev.baton.container.HandoffOptions;
import dev.baton.container.RefusedException;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ShardGate;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.follower.Follower;
import dev.baton.state.shard.HandOffOutcome;
import dev.baton.state.shard.NotSafeException;
import dev.baton.state.shard.Shard;
import dev.baton.state.step.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Moves one shard, whose follower is loaded, to the follower's version while its callers wait; or
 * only rehearses that.
 *
 * <p>Closes the gate when what runs fits the pause, lets the old version do its last call, and has
 * the shard do the rest; see {@link Shard#handOff} for what that is and what a failure leaves.
 */
public final class CutOver {
  private final Shard shard;
  private final Semaphore closing;
  private final ShardGate gate;
  private final StagedVersion from;
  private final HandoffOptions options;
  private final RunningAct act;

  /** Of a shard to whatever follows it. */
  public CutOver(
      Shard shard, ServiceGate gates, StagedVersion from, HandoffOptions options, RunningAct act) {
    this.shard = shard;
    this.closing = gates.closing();
    this.gate = gates.shard(shard.id().number());
    this.from = from;
    this.options = options;
    this.act = act;
  }

  /**
   * Hands the shard over.
   *
   * @return how long the gate was closed
   * @throws RefusedException if the shard stays with the old version, which serves again
   */
  public Duration move(Follower follower) throws InterruptedException {
    Occupant old = gate.occupant();
    long closedAt = close(follower);
    try {
      Step.CALLS_DRAINED.reached();
      handOver(follower, old, closedAt);
      return Duration.ofNanos(System.nanoTime() - closedAt);
    } finally {
      closing.release();
    }
  }

  /**
   * Does the same without the commit: compares the two while nothing is written, and opens the gate
   * on the same version again.
   *
   * @param then also runs while nothing is written, after what was written is safe
   * @return how long the gate was closed
   * @throws RefusedException if the two are not the same, or calls did not end in time
   */
  public Duration rehearse(Follower follower, Runnable then) throws InterruptedException {
    long closedAt = close(follower);
    List<String> differences;
    try {
      shard.awaitSafe(shard.position(), remaining(closedAt));
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

  private long close(Follower follower) throws InterruptedException {
    follower.catchUp();
    return new Drain(closing, gate, shard::close, shard::open, options, act, from.label())
        .closeAndDrain();
  }

  private void handOver(Follower follower, Occupant old, long closedAt)
      throws InterruptedException {
    try {
      from.handingOver(gate, old, shard.id().number(), remaining(closedAt));
      Step.HANDING_OVER_CALLED.reached();
    } catch (RefusedException failed) {
      shard.giveUp();
      throw refusal(failed.getMessage(), failed);
    }
    HandOffOutcome outcome = shard.handOff(follower, remaining(closedAt));
    if (!outcome.moved()) {
      throw refusal(outcome.reason(), outcome.cause());
    }
  }

  /** What is left of the pause; at least a moment, in which the shard finds that it ran out. */
  private Duration remaining(long closedAt) {
    Duration left = options.maxPause().minusNanos(System.nanoTime() - closedAt);
    return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
  }

  private RefusedException refusal(String why, RuntimeException cause) {
    return new RefusedException(
        "Shard " + shard.id() + " was not handed over: " + why + ". " + from.label() + " serves it",
        cause);
  }
}
