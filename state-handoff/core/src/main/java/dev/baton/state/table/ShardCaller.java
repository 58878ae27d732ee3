package dev.baton.state.table;

import java.util.function.Supplier;

/** Enters the gate as one version of a service bundle. Implemented over the gate. */
public interface ShardCaller {

  /**
   * Runs {@code body} as a call of the shard: held while it is cut over, answered when its writes
   * are safe. Blocks until then; within a call of the same shard it runs at once.
   *
   * @throws dev.baton.state.StateUnavailableException if the shard is held by another version or
   *     node; {@code body} was not executed
   */
  <R> R call(int shard, Supplier<R> body);
}
