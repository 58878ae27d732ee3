package dev.baton.state.shard;

import dev.baton.state.follower.Follower;
import dev.baton.state.protocol.Effect;
import dev.baton.state.protocol.Event;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.Phase;
import dev.baton.state.protocol.ShardState;
import dev.baton.state.step.Step;
import dev.baton.state.table.ShardTables;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One hand-off of a shard from the version that holds it to another one of this node. */
final class HandOff {
  /** Nobody else may open the gate: what is under way is waited for. */
  private static final Duration FOR_GOOD = Duration.ofDays(1);

  /** No unit is open when no call is inside. */
  private static final Duration LAST_TAKE = Duration.ofMillis(100);

  private final ShardTables old;
  private final Follower follower;
  private final Consumer<ShardTables> hold;
  private final ShardEnvironment environment;
  private final Driver driver;
  private final Life life;
  private final Flusher flusher;
  private String reason;
  private RuntimeException cause;

  HandOff(
      ShardTables old,
      Follower follower,
      Consumer<ShardTables> hold,
      ShardEnvironment environment,
      Driver driver,
      Life life,
      Flusher flusher) {
    this.old = old;
    this.follower = follower;
    this.hold = hold;
    this.environment = environment;
    this.driver = driver;
    this.life = life;
    this.flusher = flusher;
  }

  /** Goes on until somebody serves again, whatever happens. */
  HandOffOutcome run(Duration within) {
    boolean interrupted = false;
    long deadline = life.deadline(within);
    boolean begun = false;
    boolean served = false;
    while (!served) {
      long until = deadline;
      try {
        if (!begun) {
          begun = true;
          begin();
        }
        served = driver.drive(Driver::isServed, () -> until, this::perform);
        if (!served) {
          requireNotEnded();
          giveUp("It was not done within " + within.toMillis() + " ms", null);
        }
      } catch (InterruptedException e) {
        interrupted = true;
        giveUp("It was interrupted", null);
      }
      deadline = life.deadline(FOR_GOOD);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return outcome();
  }

  private void begin() throws InterruptedException {
    life.reportBetweenTakes(new Event.HandOff(to(), token()));
  }

  /** Who is to hold the shard. */
  Holder to() {
    return new Holder(
        follower.elsewhere().orElseGet(environment.map()::member), follower.version());
  }

  private HandOffOutcome outcome() {
    if (hasLeft(life.state())) {
      Step.COMMIT_ANSWERED.reached();
      return new HandOffOutcome(true, null, null);
    }
    if (life.state().phase() == Phase.REPLACED) {
      throw new ReplacedException(old + " has another holder: " + life.state().header());
    }
    boolean moved =
        follower.elsewhere().isEmpty()
            && life.state().header().holder().version().equals(follower.version());
    return moved ? new HandOffOutcome(true, null, null) : new HandOffOutcome(false, reason, cause);
  }

  /** Whether the shard was handed over to the follower's node. */
  private boolean hasLeft(ShardState state) {
    return state.phase() == Phase.REPLACED
        && follower.elsewhere().isPresent()
        && state.header() != null
        && state.header().holder().equals(to());
  }

  private void requireNotEnded() {
    if (life.hasEnded()) {
      throw new NotSafeException(old + " was given up on this node during its hand-off", null);
    }
  }

  private void perform(Effect effect) throws InterruptedException {
    if (effect instanceof Effect.TakeLast) {
      takeLast();
    } else if (effect instanceof Effect.Compare) {
      compare();
    } else if (effect instanceof Effect.TakeOver takeOver) {
      takeOver(takeOver.version());
    }
  }

  /** A take-last that was overtaken by giving up is none any more. */
  private void takeLast() throws InterruptedException {
    if (life.state().phase() != Phase.SEALED) {
      return;
    }
    Event.Taken last;
    try {
      last = flusher.take(LAST_TAKE.toNanos());
    } catch (RuntimeException e) {
      giveUp(e.getMessage(), e);
      return;
    }
    life.report(last);
    Step.LAST_BATCH_SENT.reached();
  }

  private void compare() {
    if (life.state().phase() != Phase.COMPARING) {
      return;
    }
    Step.LAST_BATCH_SAFE.reached();
    boolean equal = false;
    try {
      follower.catchUp();
      List<String> differences = follower.differences();
      equal = differences.isEmpty();
      if (!equal) {
        failed(String.join("; ", differences), null);
      }
    } catch (RuntimeException e) {
      failed(e.getMessage(), e);
    }
    Step.DIGESTS_COMPARED.reached();
    life.report(new Event.Compared(equal));
  }

  private void takeOver(String version) {
    ShardTables next = version.equals(version(old)) ? old : follower.tables();
    if (next != old) {
      Step.COMMIT_ANSWERED.reached();
      next.continueFrom(old.lastPosition());
      hold.accept(next);
    }
    RuntimeException failure = driver.takeOver(next, false);
    if (failure != null) {
      failed("tookOver of " + next.version() + " failed: " + failure.getMessage(), failure);
    }
  }

  void seal() {
    old.seal("The " + old + " is handed over to " + to() + " and takes no calls any more");
    Step.SHARD_SEALED.reached();
  }

  void unseal() {
    hold.accept(old);
    old.open();
  }

  void drop() {
    follower.cancel();
    if (follower.tables() != null) {
      follower.tables().seal("The " + follower.tables() + " was handed back to " + version(old));
    }
  }

  private void giveUp(String why, RuntimeException because) {
    failed(why, because);
    life.report(new Event.GiveUp(token()));
  }

  private void failed(String why, RuntimeException because) {
    if (reason == null) {
      reason = why;
      cause = because;
    }
  }

  private static String version(ShardTables tables) {
    return tables.version().version();
  }

  private long token() {
    return environment.tokens().getAsLong();
  }
}
