package dev.baton.container.upgrade.nodes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** What each node says of itself, asked over a channel. */
public final class Views implements AutoCloseable {
  private static final String CHANNEL = "view";
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final Cluster cluster;
  private final Supplier<Own> own;
  private final ObjectMapper json = new ObjectMapper();
  private final AutoCloseable channel;

  /** Answers others from now on, on the executor's threads. */
  public Views(Cluster cluster, Supplier<Own> own, Executor executor) {
    this.cluster = cluster;
    this.own = own;
    this.channel =
        cluster.answer(
            CHANNEL,
            (asker, question) -> CompletableFuture.supplyAsync(() -> bytes(own.get()), executor));
  }

  /** Of all nodes that are here; one that does not answer in a moment says so as a problem. */
  public Map<Peer, Own> all() {
    Map<Peer, CompletableFuture<byte[]>> asked = new HashMap<>();
    List<Peer> peers = cluster.peers();
    for (Peer peer : peers) {
      if (!peer.equals(cluster.self())) {
        asked.put(peer, cluster.ask(peer, CHANNEL, new byte[0], LIMIT).toCompletableFuture());
      }
    }
    Map<Peer, Own> views = new LinkedHashMap<>();
    for (Peer peer : peers) {
      views.put(peer, asked.containsKey(peer) ? read(asked.get(peer)) : own.get());
    }
    return views;
  }

  private Own read(CompletableFuture<byte[]> answer) {
    try {
      return json.readValue(answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS), Own.class);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return silent("the question was interrupted");
    } catch (ExecutionException | TimeoutException | IOException e) {
      return silent("it does not answer: " + (e.getCause() == null ? e : e.getCause()).toString());
    }
  }

  private static Own silent(String why) {
    return new Own(List.of(), List.of(), List.of(), List.of(why));
  }

  private byte[] bytes(Own view) {
    try {
      return json.writeValueAsBytes(view);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Plain values are always JSON", impossible);
    }
  }

  @Override
  public void close() throws Exception {
    channel.close();
  }
}
