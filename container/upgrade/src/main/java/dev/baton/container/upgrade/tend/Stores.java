package dev.baton.container.upgrade.tend;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import dev.baton.state.map.Headers;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.store.LocalStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the stores of the nodes have of a service's shards: the headers of complete copies. And
 * whether a member holds a shard that a store says it does.
 */
final class Stores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);
  private static final String CHANNEL = "stores";
  private static final String HOLDS = "holds";
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final Duration HOLDS_LIMIT = Duration.ofSeconds(1);
  private static final byte[] YES = {1};
  private static final byte[] NO = {0};

  private final Cluster cluster;
  private final LocalStore store;
  private final AutoCloseable channel;
  private final AutoCloseable holding;

  /**
   * @param holds whether this node holds a shard, or is about to
   */
  Stores(Cluster cluster, LocalStore store, Predicate<ShardId> holds) {
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
                    holds.test(ShardId.parse(new String(question, StandardCharsets.UTF_8)))
                        ? YES
                        : NO));
  }

  /**
   * Whether a member that is here says that it does not hold a shard: it may have given it up when
   * the map lost it, and answers for it no more. Blocks for a second at most.
   */
  boolean isGivenUp(Peer holder, ShardId shard) {
    byte[] question = shard.toString().getBytes(StandardCharsets.UTF_8);
    try {
      return Arrays.equals(
          NO,
          cluster
              .ask(holder, HOLDS, question, HOLDS_LIMIT)
              .toCompletableFuture()
              .get(HOLDS_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("{} does not say whether it holds {}: {}", holder.name(), shard, e.toString());
      return false;
    }
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
    holding.close();
  }
}
