package dev.baton.bench.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BurstTest {
  private final Burst burst = new Burst(3, Duration.ofMillis(50), 7);

  @Test
  void everyCallIsCounted() throws Exception {
    LongAdder calls = new LongAdder();

    Pace pace = burst.run(key -> calls.increment());

    assertTrue(calls.sum() > 0);
    assertTrue(pace.perSecond() > 0 && pace.perSecond() <= calls.sum() / 0.05, pace::toString);
    assertTrue(pace.medianMicros() <= pace.p99Micros());
  }

  @Test
  void aCallThatFailsEndsIt() {
    assertThrows(
        IllegalStateException.class,
        () ->
            burst.run(
                key -> {
                  throw new UnsupportedOperationException("as planned");
                }));
  }

  @Test
  void figuresAreReadAsTheyWereWritten() {
    Pace pace = Pace.of(new long[] {3000, 1000, 2000}, 1_000_000_000);

    assertEquals(new Pace(3, 2, 3), pace);
    assertEquals(pace, Pace.parse(pace + "\n"));
  }
}
