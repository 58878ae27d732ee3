package dev.baton.container.cluster.member;

import dev.baton.container.cluster.Answerer;
import dev.baton.container.cluster.Peer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who answers which channel on this member. Thread-safe. */
final class Channels {
  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

  private final Map<String, Answerer> answerers = new ConcurrentHashMap<>();

  AutoCloseable open(String channel, Answerer answerer) {
    if (answerers.putIfAbsent(channel, answerer) != null) {
      throw new IllegalStateException("Channel " + channel + " is answered already");
    }
    return () -> answerers.remove(channel, answerer);
  }

  /** Completes with what to tell the asker; never fails. */
  CompletionStage<Told> answer(String channel, Peer asker, byte[] question) {
    Answerer answerer = answerers.get(channel);
    if (answerer == null) {
      return CompletableFuture.completedFuture(
          Told.notDelivered("nobody answers " + channel + " there"));
    }
    CompletionStage<byte[]> answer;
    try {
      answer = answerer.answer(asker, question);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return answer.handle(
        (bytes, failure) -> {
          if (failure == null) {
            return Told.answered(bytes);
          }
          LOG.debug("A question of {} on {} failed", asker.name(), channel, failure);
          return Told.failed(failure);
        });
  }
}
