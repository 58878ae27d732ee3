package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import dev.baton.state.majority.Voter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Tells those that vote what stands, until a majority of them knows it. Whoever recorded it may go
 * then: by the roster before, those that stay might be too few to complete it. Works on the
 * ledger's thread.
 */
final class Spreading {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);
  private static final Duration ASK_AGAIN = Duration.ofMillis(100);

  private final Cluster cluster;
  private final RunningLedger ledger;
  private final Set<UUID> knowing = new HashSet<>();
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private Spreading(Cluster cluster, RunningLedger ledger) {
    this.cluster = cluster;
    this.ledger = ledger;
  }

  /**
   * Begins to tell, on any thread.
   *
   * @return completed when a majority knows; never if that is not to be had
   */
  static CompletionStage<Void> of(Cluster cluster, RunningLedger ledger) {
    Spreading spreading = new Spreading(cluster, ledger);
    ledger.thread().execute(spreading::tell);
    return spreading.done;
  }

  private void tell() {
    if (done.isDone()) {
      return;
    }
    Voter<Document> vote = ledger.vote();
    Document standing = vote.standing();
    byte[] stands = Wire.bytes(new Message.Stands(standing.cluster(), vote.number(), standing));
    for (Peer peer : cluster.members()) {
      if (peer.member().equals(cluster.self().member())) {
        knows(peer, standing);
      } else if (standing.roster().voters().contains(peer.node())) {
        ledger
            .thread()
            .when(
                cluster.ask(peer, RunningLedger.CHANNEL, stands, ANSWER_LIMIT),
                (answer, failure) -> {
                  if (failure == null) {
                    knows(peer, standing);
                  }
                });
      }
    }
    ledger.thread().after(ASK_AGAIN, this::tell);
  }

  private void knows(Peer peer, Document standing) {
    knowing.add(peer.node());
    if (standing.roster().majority(knowing)) {
      done.complete(null);
    }
  }
}
