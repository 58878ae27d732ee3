package dev.baton.container.upgrade.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.container.upgrade.record.ServiceRecord.Kept;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceRecordTest {
  private static final Kept ONE = new Kept("1.0.0", "aa");
  private static final Kept TWO = new Kept("2.0.0", "bb");
  private static final Kept TEN = new Kept("10.0.0", "cc");

  private final ServiceRecord deployed =
      ServiceRecord.fresh("counter", ONE).begin(ONE).moved(false).finished();

  @Test
  void anUpgradeGoesThroughItsStates() {
    ServiceRecord begun = deployed.begin(TWO);
    assertEquals("1.0.0", begun.current());
    assertEquals("2.0.0", begun.next());
    assertEquals(Set.of("1.0.0", "2.0.0"), begun.readers());
    ServiceRecord moved = begun.moved(true);
    assertEquals("2.0.0", moved.current());
    assertEquals("1.0.0", moved.previous());
    assertNull(moved.next());
    assertTrue(moved.held());
    assertFalse(moved.isFinished());
    ServiceRecord finished = moved.finished();
    assertTrue(finished.isFinished());
    assertEquals(Set.of("2.0.0"), finished.readers());
    assertEquals("1.0.0", finished.previous());
  }

  @Test
  void anAbandonedVersionStaysAReaderUntilItIsForgotten() {
    ServiceRecord abandoned = deployed.begin(TWO).abandon();
    assertEquals("1.0.0", abandoned.current());
    assertTrue(abandoned.readers().contains("2.0.0"));
  }

  @Test
  void artifactsAreInTheOrderOfTheirVersions() {
    assertEquals(
        List.of("1.0.0", "2.0.0", "10.0.0"), deployed.begin(TEN).begin(TWO).keptVersions());
  }

  @Test
  void anUndeployedServiceKeepsItsIncarnationAndArtifacts() {
    ServiceRecord undeployed = deployed.undeployed();
    assertNull(undeployed.current());
    assertEquals("1.0.0", undeployed.previous());
    assertEquals(deployed.incarnation(), undeployed.incarnation());
    assertEquals(ONE, undeployed.artifact("1.0.0"));
  }

  @Test
  void itIsTheSameAfterItWasWrittenAndRead() throws IOException {
    ObjectMapper json = new ObjectMapper();
    ServiceRecord record = deployed.withShards(64).begin(TWO).moved(true);
    assertEquals(record, json.readValue(json.writeValueAsBytes(record), ServiceRecord.class));
  }
}
