package dev.baton.state.shard;

import dev.baton.state.protocol.Effect;
import dev.baton.state.protocol.Event;
import dev.baton.state.protocol.Phase;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.protocol.ShardState;
import dev.baton.state.table.ShardTables;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that drives a shard: does what blocks, in the order the life asks for it. */
final class Driver {
  private static final Logger LOG = LoggerFactory.getLogger(Driver.class);

  /** What one act does for an effect beside taking over. */
  @FunctionalInterface
  interface Work {
    void perform(Effect effect) throws InterruptedException;
  }

  private final ShardId shard;
  private final ShardEnvironment environment;
  private final ShardHost host;
  private final Life life;
  private volatile String takeOverFailure;

  Driver(ShardId shard, ShardEnvironment environment, ShardHost host, Life life) {
    this.shard = shard;
    this.environment = environment;
    this.host = host;
    this.life = life;
  }

  /**
   * Does what comes up until the shard is settled.
   *
   * @param deadline asked each time there is nothing to do: how long to wait for more
   * @return whether it is; false if the time ran out or the shard was given up
   */
  boolean drive(Predicate<ShardState> settled, LongSupplier deadline, Work work)
      throws InterruptedException {
    for (; ; ) {
      Effect effect = life.awaitWork(settled, deadline.getAsLong());
      if (effect == null) {
        return settled.test(life.state());
      }
      work.perform(effect);
    }
  }

  /** Whether somebody serves again: this node, or another. */
  static boolean isServed(ShardState state) {
    return state.phase() == Phase.SERVING || state.phase() == Phase.REPLACED;
  }

  /**
   * Opens the tables for the bundle's callbacks, runs them and reports how they went.
   *
   * @return what they failed with, or null
   */
  RuntimeException takeOver(ShardTables tables, boolean created) {
    RuntimeException failure = null;
    tables.open();
    try {
      host.takeOver(shard, tables, created);
    } catch (RuntimeException e) {
      failure = e;
      LOG.warn("Taking over {} failed: {}", tables, e.toString());
    }
    RuntimeException why = failure;
    takeOverFailure =
        why == null ? null : Objects.requireNonNullElseGet(why.getMessage(), why::toString);
    life.report(new Event.TookOver(failure == null, environment.tokens().getAsLong()));
    return failure;
  }

  /** What the last taking over failed with, or null. */
  String takeOverFailure() {
    return takeOverFailure;
  }
}
