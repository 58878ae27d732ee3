package dev.baton.container.upgrade;

import dev.baton.container.BeforeStop;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Membership;
import dev.baton.container.upgrade.record.ClusterRecord;
import dev.baton.container.upgrade.tend.Tending;
import dev.baton.state.step.Step;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does before it stops, while it still serves: says so to load balancers, hands its
 * shards to others. Run by the launcher, which waits for it within a limit of its own.
 */
final class Leaving implements BeforeStop {
  private static final Logger LOG = LoggerFactory.getLogger(Leaving.class);
  private static final long LOOK_AGAIN_MS = 20;

  /** For the others to hear of it, and for calls on their way here to be told who holds now. */
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private static final Duration RECORD_LIMIT = Duration.ofSeconds(2);

  private final Cluster cluster;
  private final Membership membership;
  private final ClusterRecord record;
  private final Tending tending;
  private final Runnable announce;
  private final Runnable left;
  private final Duration limit;

  /**
   * @param announce says that the node leaves
   * @param left says that it has
   */
  Leaving(
      Cluster cluster,
      Membership membership,
      ClusterRecord record,
      Tending tending,
      Runnable announce,
      Runnable left,
      Duration limit) {
    this.announce = announce;
    this.left = left;
    this.cluster = cluster;
    this.membership = membership;
    this.record = record;
    this.tending = tending;
    this.limit = limit;
  }

  @Override
  public void run() {
    try {
      if (cluster.peers().size() > 1) {
        leave();
      }
    } finally {
      left.run();
    }
  }

  private void leave() {
    long begun = System.nanoTime();
    long before = tending.held();
    announce.run();
    tending.drain();
    try {
      begin();
      while (tending.held() > 0 && anybodyStays() && System.nanoTime() - begun < limit.toNanos()) {
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
      }
      Step.NODE_DRAINED.reached();
      tending.sayGoodbye(LAST_WORDS);
      TimeUnit.MILLISECONDS.sleep(LAST_WORDS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long kept = tending.held();
    LOG.info(
        "Leaves: {} of {} shards were handed to others in {} ms{}",
        before - kept,
        before,
        (System.nanoTime() - begun) / 1_000_000,
        kept == 0
            ? ""
            : anybodyStays()
                ? "; the others take the rest over"
                : "; nobody stays, so the rest is kept in the stores");
  }

  /** Has the others know that this node stops; without a majority they will see it go. */
  private void begin() throws InterruptedException {
    try {
      membership
          .beginStop()
          .toCompletableFuture()
          .get(RECORD_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException unrecorded) {
      LOG.info("The others are not told that this node stops: {}", unrecorded.toString());
    }
  }

  private boolean anybodyStays() {
    return cluster.peers().stream()
        .anyMatch(peer -> !peer.equals(cluster.self()) && record.mayHold(peer.node()));
  }
}
