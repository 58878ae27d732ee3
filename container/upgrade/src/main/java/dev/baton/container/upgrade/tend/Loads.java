package dev.baton.container.upgrade.tend;

import dev.baton.state.protocol.ShardId;
import dev.baton.state.shard.Shard;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How many calls a second each shard answers, the last ten seconds counting most: an exponentially
 * weighted mean of what is looked at now and then. Looked at by one thread, read by any.
 */
final class Loads {
  private static final double MEMORY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private record Load(long calls, long at, double perSecond) {}

  private final Map<ShardId, Load> loads = new ConcurrentHashMap<>();

  /**
   * Looks at a shard of this node.
   *
   * @param now by the clock of {@link System#nanoTime}
   */
  void look(Shard shard, long now) {
    long calls = shard.calls();
    loads.compute(shard.id(), (id, before) -> next(before, calls, now));
  }

  private static Load next(Load before, long calls, long now) {
    if (before == null || calls < before.calls) {
      return new Load(calls, now, 0);
    }
    double passed = Math.max(1, now - before.at);
    double since = (calls - before.calls) * 1e9 / passed;
    double kept = Math.exp(-passed / MEMORY_NANOS);
    return new Load(calls, now, before.perSecond * kept + since * (1 - kept));
  }

  /** Calls a second; 0 for a shard that was never looked at. */
  double perSecond(ShardId shard) {
    Load load = loads.get(shard);
    return load == null ? 0 : load.perSecond;
  }

  void forget(String service) {
    loads.keySet().removeIf(shard -> shard.service().equals(service));
  }
}
