package dev.baton.stress;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each race notices when what it is about is missing. */
class PlantedFaultsIT {
  @TempDir Path work;

  @ParameterizedTest
  @CsvSource({
    "LOOKS_TOO_EARLY, gate.ACallAgainst",
    "NO_SECOND_LOOK, gate.ACallAgainst",
    "NO_LOCK, table.AWriteAgainst",
    "NO_POSITION, table.AReadAgainstAWrite",
    "NO_UNITS, table.AUnitAgainstATake",
  })
  void aRaceNoticesItsFault(Fault fault, String race) throws Exception {
    assumeTrue(Jcstress.deep(), "in the profile stress");
    Path planted = fault.plant(Files.createDirectory(work.resolve("planted")));
    Jcstress.Outcome outcome = Jcstress.play(false, "dev.baton.stress." + race, work, planted);
    assertFalse(outcome.passed(), outcome.output());
    assertTrue(outcome.output().contains("Forbidden"), outcome.output());
  }
}
