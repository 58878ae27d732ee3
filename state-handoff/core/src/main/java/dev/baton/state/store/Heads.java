package dev.baton.state.store;

import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The last headers queued of each shard: what may follow, and how little of it needs to be said.
 * Guarded by the queue it belongs to.
 */
final class Heads {
  private final Map<ShardId, Header> current;
  private final Map<ShardId, Header> building = new HashMap<>();

  Heads(Map<ShardId, Header> found) {
    current = new HashMap<>(found);
  }

  Item begin(ShardId shard, Header header) {
    put(shard, header);
    return new Item.Begin(shard, header);
  }

  /** The last header queued of a shard, or null. */
  Header last(ShardId shard) {
    return building.getOrDefault(shard, current.get(shard));
  }

  Item append(ShardId shard, Header header) {
    Header before = last(shard);
    if (before == null) {
      throw new IllegalStateException(
          "The store has no generation of " + shard + " to append to; begin one first");
    }
    if (before.complete() && !header.complete()) {
      throw new IllegalStateException(
          "The generation of " + shard + " is complete and stays so; begin another one");
    }
    put(shard, header);
    return Generation.withSequence(before, header.sequence()).equals(header)
        ? new Item.Next(shard, header.sequence())
        : new Item.Change(shard, header);
  }

  private void put(ShardId shard, Header header) {
    if (header.complete()) {
      current.put(shard, header);
      building.remove(shard);
    } else {
      building.put(shard, header);
    }
  }

  /** Knows nothing of a shard any more, if this is still the last header. */
  void disown(ShardId shard, Header header) {
    current.remove(shard, header);
  }

  Item discard(String service, UUID incarnation) {
    remove(current, service, incarnation);
    remove(building, service, incarnation);
    return new Item.Discard(service, incarnation);
  }

  private static void remove(Map<ShardId, Header> heads, String service, UUID incarnation) {
    heads
        .entrySet()
        .removeIf(
            head ->
                head.getKey().service().equals(service)
                    && head.getValue().incarnation().equals(incarnation));
  }
}
