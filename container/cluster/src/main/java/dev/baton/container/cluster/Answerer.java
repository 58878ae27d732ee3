package dev.baton.container.cluster;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** Answers the questions of a channel, see {@link Cluster#answer}. */
@ConsumerType
@FunctionalInterface
public interface Answerer {

  /**
   * Called on a thread of the member, which must not be blocked, and at most once for each {@link
   * Cluster#ask}. Questions of one asker may come in another order than they were asked.
   *
   * @return completed with the answer; if it fails, or if this throws, the asker gets a {@link
   *     PeerFailedException} with the failure's message
   */
  CompletionStage<byte[]> answer(Peer asker, byte[] question);
}
