package dev.baton.container.upgrade.tend;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import dev.baton.state.map.Headers;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.store.LocalStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the stores of the nodes have of a service's shards: the headers of complete copies. */
final class Stores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);
  private static final String CHANNEL = "stores";
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final Cluster cluster;
  private final LocalStore store;
  private final AutoCloseable channel;

  Stores(Cluster cluster, LocalStore store) {
    this.cluster = cluster;
    this.store = store;
    this.channel =
        cluster.answer(
            CHANNEL,
            (asker, question) ->
                CompletableFuture.completedFuture(
                    Headers.bytes(own(new String(question, StandardCharsets.UTF_8)))));
  }

  private Map<ShardId, Header> own(String service) {
    Map<ShardId, Header> own = new HashMap<>(store.shards());
    own.keySet().removeIf(shard -> !shard.service().equals(service));
    return own;
  }

  /** By node; those that do not answer within a moment are left out. Blocks for it. */
  Map<UUID, Map<ShardId, Header>> of(String service, List<Peer> peers) {
    byte[] question = service.getBytes(StandardCharsets.UTF_8);
    Map<Peer, CompletableFuture<byte[]>> answers = new HashMap<>();
    for (Peer peer : peers) {
      if (!peer.equals(cluster.self())) {
        answers.put(peer, cluster.ask(peer, CHANNEL, question, LIMIT).toCompletableFuture());
      }
    }
    Map<UUID, Map<ShardId, Header>> all = new HashMap<>();
    all.put(cluster.self().node(), own(service));
    answers.forEach(
        (peer, answer) -> {
          try {
            all.put(peer.node(), Headers.read(answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (ExecutionException | TimeoutException e) {
            LOG.info("{} does not say what its store has: {}", peer.name(), e.toString());
          }
        });
    return all;
  }

  @Override
  public void close() throws Exception {
    channel.close();
  }
}
