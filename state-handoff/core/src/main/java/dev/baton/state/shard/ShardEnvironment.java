package dev.baton.state.shard;

import dev.baton.state.map.HandoffMap;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the shards of a node run on.
 *
 * @param map where the copies are
 * @param copies the members that are to keep copies of a shard that is made or restored now
 * @param executor for batches that nobody's reply waits for, and for followers
 * @param scheduler for what is to happen later; its tasks are short
 * @param nanoTime the clock, as {@link System#nanoTime}
 * @param tokens draws tokens at random
 * @param lag how long a write may wait that no reply waits for
 * @param retry how long to wait before a request that was not answered is sent again
 */
public record ShardEnvironment(
    HandoffMap map,
    Supplier<Set<UUID>> copies,
    Executor executor,
    ScheduledExecutorService scheduler,
    LongSupplier nanoTime,
    LongSupplier tokens,
    Duration lag,
    Duration retry) {}
