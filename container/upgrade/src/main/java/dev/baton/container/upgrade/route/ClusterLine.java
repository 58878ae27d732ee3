package dev.baton.container.upgrade.route;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.NotDeliveredException;
import dev.baton.container.cluster.Peer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The way to other nodes over the cluster's own connections, on a channel of its own. */
public final class ClusterLine implements Line {
  private static final String CHANNEL = "call";

  private final Cluster cluster;

  public ClusterLine(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Answers calls of other nodes from now on.
   *
   * @return closes the line to them
   */
  public AutoCloseable answerBy(Routing routing) {
    return cluster.answer(CHANNEL, (asker, question) -> routing.answer(asker.member(), question));
  }

  @Override
  public UUID self() {
    return cluster.self().member();
  }

  @Override
  public String name(UUID member) {
    return cluster.peer(member).map(Peer::name).orElse("a node that has left");
  }

  @Override
  public CompletionStage<byte[]> ask(UUID member, byte[] question, Duration limit) {
    Optional<Peer> peer = cluster.peer(member);
    if (peer.isEmpty()) {
      return CompletableFuture.failedStage(
          new NotDeliveredException("Member " + member + " is gone"));
    }
    return cluster.ask(peer.get(), CHANNEL, question, limit);
  }
}
