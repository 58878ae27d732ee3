package dev.baton.itests.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.itests.history.Fault.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories with one planted fault each, and the nearest ones that may be true. */
class CounterRulesTest {
  private final List<Call> calls = new ArrayList<>();
  private long start;

  @Test
  void callsOneAfterTheOtherMayBeTrue() {
    read(0, 1, 2);
    increment(1, 3, 4);
    read(1, 5, 6);
    increment(2, 7, 8);
    assertFaults();
  }

  @Test
  void callsAtTheSameTimeMayHaveAnyOrder() {
    increment(2, 1, 9);
    increment(1, 2, 8);
    read(2, 3, 7);
    read(0, 4, 6);
    assertFaults();
  }

  @Test
  void aLostIncrementIsNoticedByTheNextIncrement() {
    increment(1, 1, 2);
    increment(1, 3, 4);
    assertFaults(Kind.REPEATED);
  }

  @Test
  void aLostIncrementIsNoticedByTheLastRead() {
    increment(1, 1, 2);
    increment(2, 3, 4);
    read(1, 5, 6);
    assertFaults(Kind.WENT_BACK);
  }

  @Test
  void anIncrementMadeTwiceIsNoticed() {
    increment(1, 1, 2);
    read(2, 3, 4);
    assertFaults(Kind.FROM_NOWHERE);
  }

  @Test
  void anIncrementMadeTwiceIsNoticedByTheNextIncrement() {
    increment(1, 1, 2);
    increment(3, 3, 4);
    assertFaults(Kind.FROM_NOWHERE);
  }

  @Test
  void anIncrementThatFailedIsNotMade() {
    failed(1, 2);
    read(1, 3, 4);
    assertFaults(Kind.FROM_NOWHERE);
  }

  @Test
  void anUnknownIncrementIsMadeOrNot() {
    unknown(1, 2);
    read(0, 3, 4);
    read(1, 5, 6);
    assertFaults();

    calls.remove(2);
    read(0, 5, 6);
    assertFaults();
  }

  @Test
  void anUnknownIncrementMayBeMadeLater() {
    unknown(1, 2);
    increment(1, 3, 4);
    increment(3, 5, 6);
    assertFaults();
  }

  @Test
  void anUnknownIncrementIsNotMadeTwice() {
    unknown(1, 2);
    increment(1, 3, 4);
    increment(4, 5, 6);
    assertFaults(Kind.FROM_NOWHERE);
  }

  @Test
  void anUnknownIncrementIsNotMadeBeforeItBegins() {
    read(1, 1, 2);
    unknown(3, 4);
    assertFaults(Kind.FROM_NOWHERE);
  }

  @Test
  void aStaleReadIsNoticed() {
    increment(1, 1, 2);
    increment(2, 3, 4);
    read(1, 5, 6);
    increment(3, 7, 8);
    assertFaults(Kind.WENT_BACK);
  }

  @Test
  void readsThatGoBackAreNoticedWhileTheIncrementIsStillUnderWay() {
    increment(1, 1, 10);
    read(1, 2, 3);
    read(0, 4, 5);
    assertFaults(Kind.WENT_BACK);
  }

  @Test
  void aValueBeforeItsIncrementBeganIsNoticed() {
    read(1, 1, 2);
    increment(1, 3, 4);
    assertFaults(Kind.WENT_BACK);
  }

  @Test
  void aValueBelowTheBeginningIsNoticed() {
    start = 1000;
    read(1000, 1, 2);
    increment(1001, 3, 4);
    assertFaults();
    read(3, 5, 6);
    assertFaults(Kind.FROM_NOWHERE);
  }

  @Test
  void aValueFarTooHighCostsNothing() {
    increment(1, 1, 2);
    read(Long.MAX_VALUE, 3, 4);
    assertFaults(Kind.FROM_NOWHERE);
  }

  @Test
  void oneStaleReadIsOneFaultHoweverMuchItContradicts() {
    for (int value = 1; value <= 50; value++) {
      increment(value, 10 * value, 10 * value + 1);
    }
    read(20, 1000, 1001);
    assertFaults(Kind.WENT_BACK);
  }

  @Test
  void aFaultNamesTheCallsThatContradictOneAnother() {
    increment(1, 1_000_000, 2_000_000);
    read(0, 3_000_000, 4_000_000);
    String words = faults().get(0).toString();
    assertTrue(words.startsWith("WENT_BACK counter key: read = 0 "), words);
    assertTrue(words.contains("3.000 to 4.000 ms"), words);
    assertTrue(words.endsWith("increment = 1 (client 1, 1.000 to 2.000 ms, here)"), words);
  }

  private void increment(long value, long begin, long end) {
    add(true, Outcome.OK, value, begin, end);
  }

  private void read(long value, long begin, long end) {
    add(false, Outcome.OK, value, begin, end);
  }

  private void failed(long begin, long end) {
    add(true, Outcome.FAILED, 0, begin, end);
  }

  private void unknown(long begin, long end) {
    add(true, Outcome.UNKNOWN, 0, begin, end);
  }

  private void add(boolean increment, Outcome outcome, long value, long begin, long end) {
    calls.add(new Call(1, "key", increment, outcome, value, begin, end, "here"));
  }

  private List<Fault> faults() {
    return CounterRules.faults("key", start, calls, 0);
  }

  private void assertFaults(Kind... kinds) {
    assertEquals(List.of(kinds), faults().stream().map(Fault::kind).toList(), faults()::toString);
  }
}
