package dev.baton.container.upgrade;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.Peer;
import dev.baton.container.cluster.Snapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beginning of a start: nothing can be known of the services before a majority of the nodes is
 * here. For that it waits as long as it takes, and says so. Then for the rest of them, but not for
 * long: the map is spread over those who are here when it is asked first, and has to move for each
 * who comes later.
 */
final class Beginning {
  private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration OTHERS = Duration.ofSeconds(1);
  private static final Duration LOOK_SOON = Duration.ofMillis(20);

  private final Cluster cluster;
  private final Ledger ledger;
  private final Consumer<Optional<String>> announce;

  /**
   * @param announce told for whom or what it waits when that is not over soon, and when it is
   */
  Beginning(Cluster cluster, Ledger ledger, Consumer<Optional<String>> announce) {
    this.cluster = cluster;
    this.ledger = ledger;
    this.announce = announce;
  }

  /** Returns when this node knows what the cluster has recorded. */
  void await() throws InterruptedException {
    awaitMajority();
    long begun = System.nanoTime();
    while (!areAllHere() && System.nanoTime() - begun < OTHERS.toNanos()) {
      TimeUnit.NANOSECONDS.sleep(LOOK_SOON.toNanos());
    }
  }

  private boolean areAllHere() {
    Set<UUID> here = cluster.peers().stream().map(Peer::node).collect(Collectors.toSet());
    return here.containsAll(LedgerEntries.known(ledger.now().entries()));
  }

  private void awaitMajority() throws InterruptedException {
    long begun = System.nanoTime();
    Optional<String> told = Optional.empty();
    CompletableFuture<Snapshot> known = ask();
    while (!isThere(known)) {
      Optional<String> why = ledger.waitsFor();
      boolean late = System.nanoTime() - begun > SOON.toNanos();
      if (late && why.isPresent() && !why.equals(told)) {
        announce.accept(why);
        told = why;
      }
      if (known.isDone()) {
        TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
        known = ask();
      }
    }
    if (told.isPresent()) {
      LOG.info("A majority is here; the services start");
      announce.accept(Optional.empty());
    }
  }

  private CompletableFuture<Snapshot> ask() {
    return ledger.amend(entries -> entries).toCompletableFuture();
  }

  private static boolean isThere(CompletableFuture<Snapshot> known) throws InterruptedException {
    try {
      known.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException later) {
      return false;
    } catch (ExecutionException failed) {
      LOG.debug("The record could not be asked", failed);
      return false;
    }
  }
}
