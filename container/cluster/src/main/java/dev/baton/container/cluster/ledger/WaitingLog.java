package dev.baton.container.cluster.ledger;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator at the terminal what this node waits for, if it takes a while. */
final class WaitingLog {
  private static final Logger LOG = LoggerFactory.getLogger(WaitingLog.class);
  private static final Duration A_WHILE = Duration.ofSeconds(3);

  private Optional<String> told = Optional.empty();
  private long wellAt = System.nanoTime();

  /** Called now and then with what the node waits for. */
  void waits(Optional<String> words) {
    long now = System.nanoTime();
    if (words.isEmpty()) {
      wellAt = now;
      told.ifPresent(before -> LOG.info("The wait is over: {}", before));
      told = words;
    } else if (!words.equals(told) && now - wellAt >= A_WHILE.toNanos()) {
      told = words;
      LOG.warn(
          "Nothing can be recorded, and nobody is answered, until this is over: {}", words.get());
    }
  }
}
