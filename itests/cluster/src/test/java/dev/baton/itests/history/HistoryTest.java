package dev.baton.itests.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final long MILLI = 1_000_000;

  private static final List<Call> CALLS =
      List.of(
          call(1, "b", Outcome.OK, 1, 30, 31),
          call(1, "a", Outcome.OK, 1, 0, 2),
          call(2, "a", Outcome.UNKNOWN, 0, 3, 20),
          call(1, "a", Outcome.OK, 3, 21, 22),
          call(2, "b", Outcome.FAILED, 0, 21, 22));

  @Test
  void countersAreLookedAtOneByOne() {
    History history = new History(0, CALLS);
    assertSame(history, history.mustBeTrue());

    History doubled = history.with(List.of(call(1, "b", Outcome.OK, 3, 40, 41)));

    assertEquals(List.of("b"), doubled.faults().stream().map(Fault::key).toList());
    AssertionError error = assertThrows(AssertionError.class, doubled::mustBeTrue);
    assertTrue(error.getMessage().contains("FROM_NOWHERE counter b"), error.getMessage());
  }

  @Test
  void aHistoryWithoutAnswersProvesNothing() {
    History silent = new History(0, List.of(call(1, "a", Outcome.UNKNOWN, 0, 0, 1)));
    assertThrows(AssertionError.class, silent::mustBeTrue);
  }

  @Test
  void figuresCountOutcomesAndFindTheLongestGaps() {
    Figures figures = new History(0, CALLS).figures();

    assertEquals(3, figures.ok());
    assertEquals(1, figures.failed());
    assertEquals(1, figures.unknown());
    assertEquals(Map.of("FAILED here", 1L, "UNKNOWN here", 1L), figures.remarks());
    assertEquals(new Gap("client 1", 2 * MILLI, 20 * MILLI), figures.longestOfClient());
    assertEquals(new Gap("counter a", 2 * MILLI, 20 * MILLI), figures.longestOfKey());
  }

  private static Call call(
      int client, String key, Outcome outcome, long value, long begin, long end) {
    return new Call(client, key, true, outcome, value, begin * MILLI, end * MILLI, "here");
  }
}
