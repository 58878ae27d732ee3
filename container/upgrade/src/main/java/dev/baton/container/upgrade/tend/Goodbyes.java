package dev.baton.container.upgrade.tend;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node says that holds nothing any more and leaves: a call that was sent to it as it stops
 * could be lost on the way.
 */
final class Goodbyes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Goodbyes.class);
  private static final String CHANNEL = "goodbye";

  private final Cluster cluster;
  private final AutoCloseable channel;

  Goodbyes(Cluster cluster, Directory directory) {
    this.cluster = cluster;
    this.channel =
        cluster.answer(
            CHANNEL,
            (asker, nothing) -> {
              directory.forget(asker.member());
              return CompletableFuture.completedFuture(new byte[0]);
            });
  }

  /** Tells the others, and waits for them. */
  void say(Duration limit) throws InterruptedException {
    List<CompletableFuture<byte[]>> told = new ArrayList<>();
    for (Peer peer : cluster.peers()) {
      if (!peer.equals(cluster.self())) {
        told.add(cluster.ask(peer, CHANNEL, new byte[0], limit).toCompletableFuture());
      }
    }
    for (CompletableFuture<byte[]> each : told) {
      try {
        each.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException untold) {
        LOG.info("Somebody was not told that this node leaves: {}", untold.toString());
      }
    }
  }

  @Override
  public void close() throws Exception {
    channel.close();
  }
}
