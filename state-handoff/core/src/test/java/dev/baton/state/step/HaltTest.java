package dev.baton.state.step;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void countsFromWhenItsFileIsThere(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("row");
    Halt halt = Halt.parse("@" + file);

    assertFalse(halt.isEmpty());
    assertFalse(halt.by(Step.GATE_CLOSED));
    Files.writeString(file, "GATE_CLOSED:2\n");
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
