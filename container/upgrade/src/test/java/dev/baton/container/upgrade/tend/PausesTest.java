package dev.baton.container.upgrade.tend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PausesTest {
  private static final boolean LAST = true;

  private long now = 1;
  private final List<Long> made = new ArrayList<>();
  private final Pauses pauses = new Pauses(() -> now, this::sleep);

  @Test
  void theFirstOfSeveralShardsIsLoadedWithoutAny() {
    partsTaking(10, 10, 10);

    assertEquals(List.of(), made);
  }

  @Test
  void afterThatEachPartIsFollowedByHalfItsTime() {
    partsTaking(10);
    pauses.shardIsOver(!LAST);

    partsTaking(10, 20, 30);

    assertEquals(List.of(10L, 15L), made); // what went before the first part was not loading
  }

  @Test
  void aPauseIsNoPartOfTheNextPart() {
    pauses.shardIsOver(!LAST);

    partsTaking(10, 20, 20, 20);

    assertEquals(List.of(10L, 10L, 10L), made);
  }

  @Test
  void whenNoneIsLeftTheNextIsAFirstOneAgain() {
    pauses.shardIsOver(!LAST);
    pauses.shardIsOver(LAST);

    partsTaking(10, 10);

    assertEquals(List.of(), made);
  }

  private void partsTaking(long... nanos) {
    for (long each : nanos) {
      now += each;
      pauses.accept(1_000);
    }
  }

  private void sleep(long nanos) {
    made.add(nanos);
    now += nanos;
  }
}
