package dev.baton.container.upgrade;

import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.Snapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beginning of a start: nothing can be known of the services before a majority of the nodes is
 * here. For that it waits as long as it takes, and says so.
 */
final class Beginning {
  private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final Consumer<Optional<String>> announce;

  /**
   * @param announce told for whom or what it waits when that is not over soon, and when it is
   */
  Beginning(Ledger ledger, Consumer<Optional<String>> announce) {
    this.ledger = ledger;
    this.announce = announce;
  }

  /** Returns when this node knows what the cluster has recorded. */
  void await() throws InterruptedException {
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
