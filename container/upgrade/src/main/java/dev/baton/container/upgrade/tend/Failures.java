package dev.baton.container.upgrade.tend;

import dev.baton.state.protocol.ShardId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which shards could not be taken over of late. Two attempts that are overtaken by another node's
 * are nothing special; what fails more often in a row is tried now and then, since each attempt
 * wakes this node for the next. Thread-safe.
 */
final class Failures {
  private static final int AT_ONCE = 3;
  private static final Duration PAUSE = Duration.ofMillis(400);

  private record Failure(int times, long last) {}

  private final Map<ShardId, Failure> failures = new ConcurrentHashMap<>();

  /** An attempt has failed. */
  void add(ShardId shard) {
    failures.merge(
        shard,
        new Failure(1, System.nanoTime()),
        (before, now) -> new Failure(before.times + 1, now.last));
  }

  /** An attempt has not failed. */
  void over(ShardId shard) {
    failures.remove(shard);
  }

  /** Nothing is known of a service any more. */
  void forget(String service) {
    failures.keySet().removeIf(shard -> shard.service().equals(service));
  }

  /** Whether it may be tried now. */
  boolean mayTry(ShardId shard) {
    Failure failure = failures.get(shard);
    return failure == null
        || failure.times < AT_ONCE
        || System.nanoTime() - failure.last > PAUSE.toNanos();
  }
}
