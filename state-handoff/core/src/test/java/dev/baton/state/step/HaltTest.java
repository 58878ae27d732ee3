package dev.baton.state.step;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HaltTest {

  @Test
  void nothingHaltsUnlessAskedFor() {
    Halt halt = Halt.parse("");

    assertTrue(halt.isEmpty());
    assertFalse(halt.by(Step.COMMIT_SENT));
  }

  @Test
  void haltsAtTheNthTime() {
    Halt halt = Halt.parse("GATE_CLOSED:2");

    assertFalse(halt.by(Step.GATE_CLOSED));
    assertFalse(halt.by(Step.GATE_OPENED));
    assertTrue(halt.by(Step.GATE_CLOSED));
  }

  @Test
  void countsFromTheStepBefore() {
    Halt halt = Halt.parse("GATE_CLOSED,OUTCOME_RECORDED,GATE_CLOSED:2");

    assertFalse(halt.by(Step.OUTCOME_RECORDED));
    assertFalse(halt.by(Step.GATE_CLOSED));
    assertFalse(halt.by(Step.GATE_CLOSED));
    assertFalse(halt.by(Step.OUTCOME_RECORDED));
    assertFalse(halt.by(Step.GATE_CLOSED));
    assertTrue(halt.by(Step.GATE_CLOSED));
  }

  @Test
  void refusesWhatIsNoStep() {
    assertThrows(IllegalArgumentException.class, () -> Halt.parse("COMMIT_LOST"));
    assertThrows(IllegalArgumentException.class, () -> Halt.parse("COMMIT_SENT:soon"));
    assertThrows(IllegalArgumentException.class, () -> Halt.parse("COMMIT_SENT,"));
  }
}
