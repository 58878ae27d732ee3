package dev.baton.state.shard;

import dev.baton.state.map.HandoffMap;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Placement;
import dev.baton.state.protocol.ShardId;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What the shards of a node run on.
 *
 * @param map where the copies are
 * @param placements what is recorded about where a shard is kept, or null if nothing is
 * @param mayAnswer whether this node may answer from what it holds, at this very moment; cheap
 * @param isIn whether this very member is recorded as in, as far as this node knows; knows at least
 *     as much as {@code placements} did before
 * @param executor for batches that nobody's reply waits for, and for followers
 * @param scheduler for what is to happen later; its tasks are short
 * @param nanoTime the clock, as {@link System#nanoTime}
 * @param tokens draws tokens at random
 * @param lag how long a write may wait that no reply waits for
 * @param retry how long to wait before a request that was not answered is sent again
 */
public record ShardEnvironment(
    HandoffMap map,
    Function<ShardId, Placement> placements,
    BooleanSupplier isIn,
    BooleanSupplier mayAnswer,
    Executor executor,
    ScheduledExecutorService scheduler,
    LongSupplier nanoTime,
    LongSupplier tokens,
    Duration lag,
    Duration retry) {

  /** The newest recorded copy set of a shard, or null if none is recorded. */
  Copies copies(ShardId shard) {
    Placement recorded = placements.apply(shard);
    return recorded == null ? null : recorded.now();
  }

  /**
   * The copy set to which a shard is restored: the newest recorded one, which whoever restores it
   * had recorded for that.
   */
  Copies restored(ShardId shard) {
    Copies recorded = copies(shard);
    return recorded == null ? fresh(shard) : recorded;
  }

  /** The copy set of a shard that is made now: wherever the map keeps it. */
  Copies fresh(ShardId shard) {
    Set<UUID> nodes = Set.copyOf(map.replicas(shard));
    if (nodes.isEmpty()) {
      throw new NotSafeException("Nobody keeps " + shard + " now: its members have left", null);
    }
    Copies recorded = copies(shard);
    return recorded == null
        ? Copies.first(tokens.getAsLong(), nodes)
        : recorded.next(tokens.getAsLong(), nodes);
  }
}
