package dev.baton.container.upgrade.tend;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import dev.baton.state.map.Headers;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.store.LocalStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the stores of the nodes have of a service's shards: the headers of complete copies. And
 * which shards a member holds, if the map or a store says that it does.
 */
final class Stores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);
  private static final String CHANNEL = "stores";
  private static final String HOLDS = "holds";
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final Duration HOLDS_LIMIT = Duration.ofMillis(500);

  private final Cluster cluster;
  private final LocalStore store;
  private final AutoCloseable channel;
  private final AutoCloseable holding;

  /**
   * @param holds which shards of a service this node holds, or is about to
   */
  Stores(Cluster cluster, LocalStore store, Function<String, BitSet> holds) {
    this.cluster = cluster;
    this.store = store;
    this.channel =
        cluster.answer(
            CHANNEL,
            (asker, question) ->
                CompletableFuture.completedFuture(
                    Headers.bytes(own(new String(question, StandardCharsets.UTF_8)))));
    this.holding =
        cluster.answer(
            HOLDS,
            (asker, question) ->
                CompletableFuture.completedFuture(
                    holds.apply(new String(question, StandardCharsets.UTF_8)).toByteArray()));
  }

  /** Asks a member which shards of a service it holds; does not wait for the answer. */
  CompletableFuture<BitSet> askHeld(String service, Peer holder) {
    return cluster
        .ask(holder, HOLDS, service.getBytes(StandardCharsets.UTF_8), HOLDS_LIMIT)
        .toCompletableFuture()
        .thenApply(BitSet::valueOf);
  }

  /**
   * Whether a member that was asked may hold a shard: unless it says that it does not, for it may
   * have given it up when the map lost it, and answers for it no more. Blocks for half a second at
   * most.
   */
  static boolean mayHold(CompletableFuture<BitSet> asked, int shard) {
    try {
      return asked.get(HOLDS_LIMIT.toMillis(), TimeUnit.MILLISECONDS).get(shard);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } catch (ExecutionException | TimeoutException silent) {
      return true;
    }
  }

  /** What this node's own store has of a service's shards. */
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
    holding.close();
  }
}
