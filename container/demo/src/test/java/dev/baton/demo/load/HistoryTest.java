package dev.baton.demo.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private final CallLog log = new CallLog();
  private final CallLog other = new CallLog();

  @Test
  void overlappingCallsMayAnswerInAnyOrder() {
    increment(log, 1, 0, 10, 2);
    increment(other, 1, 5, 15, 1);

    assertEquals(new History.Faults(0, 0), faults());
  }

  @Test
  void sameValueTwiceIsFound() {
    increment(log, 1, 0, 10, 1);
    increment(other, 1, 5, 15, 1);

    assertEquals(new History.Faults(1, 0), faults());
  }

  @Test
  void readBelowAnEarlierAnswerIsFound() {
    increment(log, 1, 0, 10, 7);
    read(other, 1, 11, 20, 6);

    assertEquals(new History.Faults(0, 1), faults());
  }

  @Test
  void readOfAnEarlierAnswerIsRight() {
    increment(log, 1, 0, 10, 7);
    read(other, 1, 11, 20, 7);

    assertEquals(new History.Faults(0, 0), faults());
  }

  @Test
  void incrementThatAnswersAReadValueIsFound() {
    read(log, 1, 0, 10, 7);
    increment(other, 1, 11, 20, 7);

    assertEquals(new History.Faults(0, 1), faults());
  }

  @Test
  void keysAreApart() {
    increment(log, 0, 0, 10, 7);
    increment(other, 1, 11, 20, 3);
    increment(other, 2, 21, 30, 3);

    assertEquals(new History.Faults(0, 0), faults());
  }

  private History.Faults faults() {
    return new History(List.of(log, other), 3).faults();
  }

  private static void increment(CallLog to, int key, long sent, long ended, long value) {
    to.acknowledged(key, true, sent, sent, ended, 1, value);
  }

  private static void read(CallLog to, int key, long sent, long ended, long value) {
    to.acknowledged(key, false, sent, sent, ended, 1, value);
  }
}
