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
import java.util.function.Function;

/**
 * A question that every node that is here answers for itself, over a channel, as JSON. Thread-safe.
 *
 * @param <Q> the question, a record or a text
 * @param <A> the answer, a record
 */
final class Survey<Q, A> implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final Cluster cluster;
  private final Subject<Q, A> subject;
  private final ObjectMapper json = new ObjectMapper();
  private final AutoCloseable channel;

  /**
   * What is asked.
   *
   * @param own this node's answer; runs on a thread that may block for a moment
   * @param silent stands for the answer of a node that gave none, and why
   */
  record Subject<Q, A>(
      String channel,
      Class<Q> question,
      Class<A> answer,
      Function<Q, A> own,
      Function<String, A> silent) {}

  /** Answers others from now on, on the executor's threads. */
  Survey(Cluster cluster, Subject<Q, A> subject, Executor executor) {
    this.cluster = cluster;
    this.subject = subject;
    this.channel =
        cluster.answer(
            subject.channel,
            (asker, question) ->
                CompletableFuture.supplyAsync(
                    () -> bytes(subject.own.apply(question(question))), executor));
  }

  /** Of all nodes that are here; waits for them for a moment. */
  Map<Peer, A> ask(Q question) {
    Map<Peer, CompletableFuture<byte[]>> asked = new HashMap<>();
    List<Peer> peers = cluster.peers();
    for (Peer peer : peers) {
      if (!peer.equals(cluster.self())) {
        asked.put(
            peer, cluster.ask(peer, subject.channel, bytes(question), LIMIT).toCompletableFuture());
      }
    }
    Map<Peer, A> answers = new LinkedHashMap<>();
    for (Peer peer : peers) {
      answers.put(
          peer, asked.containsKey(peer) ? read(asked.get(peer)) : subject.own.apply(question));
    }
    return answers;
  }

  private A read(CompletableFuture<byte[]> answer) {
    try {
      return json.readValue(answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS), subject.answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return subject.silent.apply("the question was interrupted");
    } catch (ExecutionException | TimeoutException | IOException e) {
      return subject.silent.apply(
          "it does not answer: " + (e.getCause() == null ? e : e.getCause()));
    }
  }

  private Q question(byte[] bytes) {
    try {
      return json.readValue(bytes, subject.question);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("The question cannot be read: " + unreadable, unreadable);
    }
  }

  private byte[] bytes(Object value) {
    try {
      return json.writeValueAsBytes(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Plain values are always JSON", impossible);
    }
  }

  @Override
  public void close() throws Exception {
    channel.close();
  }
}
