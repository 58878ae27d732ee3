package dev.baton.container.gate;

import dev.baton.state.Shards;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All gates of one service: one per shard, and one for the calls that have none. Thread-safe. */
public final class ServiceGate {
  private final String service;
  private final ShardGate[] shards;
  private final ShardGate unsharded;
  private final HoldLimits limits;

  /**
   * Gates that refuse calls until they are opened.
   *
   * @param service the name of the service bundle
   * @param shards how many shards it has; 0 if it keeps no state and has no shard keys
   */
  public ServiceGate(String service, int shards, HoldLimits limits) {
    this.service = service;
    this.limits = limits;
    this.shards =
        IntStream.range(0, shards)
            .mapToObj(shard -> new ShardGate(service, shard, limits))
            .toArray(ShardGate[]::new);
    this.unsharded = new ShardGate(service, -1, limits);
  }

  /** The name of the service bundle. */
  public String service() {
    return service;
  }

  /** How many shards it has. */
  public int shards() {
    return shards.length;
  }

  /** The gate of a shard. */
  public ShardGate shard(int shard) {
    return shards[shard];
  }

  /** The gate of a key's shard. */
  public ShardGate of(Object key) {
    return shards[Shards.of(key, shards.length)];
  }

  /** The gate of the calls without a shard. */
  public ShardGate unsharded() {
    return unsharded;
  }

  /**
   * Runs a body as a call of a shard by the given version, as {@code ServiceState.call} does;
   * blocks while the shard's gate is closed, within the limits, and until what was written is safe.
   *
   * @throws NotHeldException if another version holds the shard; the body was not executed
   * @throws RefusedCallException if the call was not let in
   */
  public <T> T call(int shard, String version, Supplier<T> body) {
    return shards[shard].call(version, "state.call", body);
  }

  /**
   * The right to keep a gate closed for a hand-off, one for all services of the node: with two
   * gates closed, calls inside of either could wait for the other until both drains time out. Taken
   * before a gate is closed, given back when it is open again.
   */
  public Semaphore closing() {
    return limits.closing();
  }

  /** Refuses calls for good and forgets who served. */
  public void vacate(String why) {
    all().forEach(gate -> gate.vacate(why));
  }

  /** The calls inside now, over all shards and those without one. */
  public List<RunningCall> running() {
    List<RunningCall> calls = new ArrayList<>();
    all().forEach(gate -> calls.addAll(gate.running()));
    return calls;
  }

  /** How many calls wait and waited, over all shards and those without one. */
  public HoldFigures figures() {
    return all().map(ShardGate::figures).reduce(HoldFigures.NONE, HoldFigures::plus);
  }

  /** As {@link #figures}, and begins anew. */
  public HoldFigures takeFigures() {
    return all().map(ShardGate::takeFigures).reduce(HoldFigures.NONE, HoldFigures::plus);
  }

  private Stream<ShardGate> all() {
    return Stream.concat(Stream.of(shards), Stream.of(unsharded));
  }
}
