package dev.baton.container.upgrade.route;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.container.cluster.Answerer;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.NotDeliveredException;
import dev.baton.container.cluster.Peer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ClusterLineTest {
  private final Peer self = new Peer(UUID.randomUUID(), UUID.randomUUID(), "n1", "");
  private final Peer other = new Peer(UUID.randomUUID(), UUID.randomUUID(), "n2", "");
  private final ClusterLine line = new ClusterLine(new Two());

  @Test
  void aMemberIsAskedByItsPeer() {
    assertEquals(self.member(), line.self());
    assertEquals("n2", line.name(other.member()));
    assertArrayEquals(
        new byte[] {7},
        line.ask(other.member(), new byte[] {7}, Duration.ofSeconds(1))
            .toCompletableFuture()
            .join());
  }

  @Test
  void aMemberThatIsGoneWasSurelyNotAsked() {
    UUID gone = UUID.randomUUID();
    assertEquals("a node that has left", line.name(gone));
    CompletableFuture<byte[]> answer =
        line.ask(gone, new byte[0], Duration.ofSeconds(1)).toCompletableFuture();
    assertInstanceOf(
        NotDeliveredException.class,
        assertThrows(CompletionException.class, answer::join).getCause());
  }

  /** Two nodes; whoever is asked gives the question back. */
  private final class Two implements Cluster {
    @Override
    public Peer self() {
      return self;
    }

    @Override
    public List<Peer> peers() {
      return List.of(self, other);
    }

    @Override
    public AutoCloseable onChange(Runnable changed) {
      return () -> {};
    }

    @Override
    public CompletionStage<byte[]> ask(Peer peer, String channel, byte[] question, Duration limit) {
      return CompletableFuture.completedStage(question);
    }

    @Override
    public AutoCloseable answer(String channel, Answerer answerer) {
      return () -> {};
    }
  }
}
