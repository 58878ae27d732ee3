package dev.baton.stress;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The races of gate and journal end as they may. */
class StressIT {
  @TempDir Path work;

  @Test
  void nothingForbiddenIsSeen() throws Exception {
    Jcstress.Outcome outcome = Jcstress.play(Jcstress.deep(), "dev.baton.stress", work);
    assertTrue(outcome.passed(), outcome.output());
    assertFalse(Jcstress.races().isEmpty());
    for (String race : Jcstress.races()) {
      assertTrue(outcome.output().contains("[OK] " + race), race + ":\n" + outcome.output());
    }
  }
}
