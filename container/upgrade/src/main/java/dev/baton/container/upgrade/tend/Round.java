package dev.baton.container.upgrade.tend;

import dev.baton.container.cluster.Peer;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What one look at the shards of a service goes by: who is there, and what their stores have, asked
 * once and only if it is needed. Used by one thread at a time.
 */
final class Round {
  private final String service;
  private final Peer self;
  private final List<Peer> peers;
  private final Stores stores;
  private Map<UUID, Map<ShardId, Header>> stored;

  Round(String service, Peer self, List<Peer> peers, Stores stores) {
    this.service = service;
    this.self = self;
    this.peers = peers;
    this.stores = stores;
  }

  Peer self() {
    return self;
  }

  /** The same, to be asked anew. */
  Round again() {
    return new Round(service, self, peers, stores);
  }

  boolean isMember(UUID member) {
    return peers.stream().anyMatch(peer -> peer.member().equals(member));
  }

  /** The names of nodes; the ids of those that are not here. */
  String names(Set<UUID> nodes) {
    return nodes.stream()
        .map(
            node ->
                peers.stream()
                    .filter(peer -> peer.node().equals(node))
                    .map(Peer::name)
                    .findFirst()
                    .orElse(node.toString()))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /**
   * What the stores of the nodes that are here have of a shard; null for those that have nothing.
   */
  synchronized Map<UUID, Header> stored(ShardId shard) {
    if (stored == null) {
      stored = stores.of(service, peers);
    }
    Map<UUID, Header> headers = new HashMap<>();
    stored.forEach((node, all) -> headers.put(node, all.get(shard)));
    return headers;
  }
}
