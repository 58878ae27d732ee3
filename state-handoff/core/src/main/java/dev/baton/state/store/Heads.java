package dev.baton.state.store;

import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The last header queued of each shard: what may follow, and how little of it needs to be said.
 * Guarded by the queue it belongs to.
 */
final class Heads {
  private final Map<ShardId, Header> heads;

  Heads(Map<ShardId, Header> found) {
    heads = new HashMap<>(found);
  }

  Item begin(ShardId shard, Header header) {
    heads.put(shard, header);
    return new Item.Begin(shard, header);
  }

  Item append(ShardId shard, Header header) {
    Header before = heads.get(shard);
    if (before == null) {
      throw new IllegalStateException(
          "The store has no generation of " + shard + " to append to; begin one first");
    }
    if (before.complete() && !header.complete()) {
      throw new IllegalStateException(
          "The generation of " + shard + " is complete and stays so; begin another one");
    }
    heads.put(shard, header);
    return Generation.withSequence(before, header.sequence()).equals(header)
        ? new Item.Next(shard, header.sequence())
        : new Item.Change(shard, header);
  }

  Item discard(String service, UUID incarnation) {
    heads
        .entrySet()
        .removeIf(
            head ->
                head.getKey().service().equals(service)
                    && head.getValue().incarnation().equals(incarnation));
    return new Item.Discard(service, incarnation);
  }
}
