package dev.baton.container.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrillsTest {
  @Test
  void runAsOftenAsTheSettingSays() {
    assertEquals(Optional.of(Duration.ofHours(24)), Drills.interval("24h"));
    assertEquals(Optional.of(Duration.ofMinutes(90)), Drills.interval(" 1h30m "));
    assertEquals(Optional.of(Duration.ofSeconds(1)), Drills.interval("1s"));
  }

  @Test
  void neverRunWhereItSaysNothing() {
    assertEquals(Optional.empty(), Drills.interval(null));
    assertEquals(Optional.empty(), Drills.interval(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"daily", "24", "0s", "-1h", "10ms"})
  void areNotScheduledByWhatIsNoLengthOfTime(String given) {
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> Drills.interval(given));
    assertTrue(wrong.getMessage().startsWith("baton.drill.every is '" + given + "'; it is a"));
  }
}
