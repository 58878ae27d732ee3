package dev.baton.bench.cluster;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandstillTest {

  @Test
  void isSeenByAThreadThatWakesTooLate() {
    try (Standstill standstill = new Standstill()) {
      assertTimeoutPreemptively(
          Duration.ofMinutes(1),
          () -> {
            double seen = 0;
            while (seen <= 0) {
              Thread.onSpinWait();
              seen = standstill.longestMs();
            }
            assertTrue(seen < 60_000, "it is of the time since it was asked: " + seen);
          });
    }
  }
}
