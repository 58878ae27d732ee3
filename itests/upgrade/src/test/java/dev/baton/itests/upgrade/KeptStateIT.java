package dev.baton.itests.upgrade;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import dev.baton.container.Report;
import java.util.Map;
import org.junit.After;
import org.junit.Test;

/** A service is deployed onto the state that another version of it left. */
public class KeptStateIT extends Story {
  @After
  public void discardWhatIsKept() throws Exception {
    if (ledger() == null) {
      done(services.undeploy("ledger", true));
    }
  }

  @Test
  public void anOlderVersionReadsThroughTheNewerOneWhatThatLeft() throws Exception {
    left("GoodLedger", 3);
    deploy("LongLedger");
    assertEquals(3, ledger().add("a", 0));
    assertEquals("", services.status("ledger").staged());
    done(services.undeploy("ledger", false));
    deploy("GoodLedger");
    assertEquals(3, ledger().add("a", 0));
  }

  @Test
  public void aNewerVersionGoesOnAndCanBeRolledBack() throws Exception {
    left("LongLedger", 3);
    deploy("GoodLedger");
    assertEquals(4, ledger().add("a", 1));
    Report back = done(services.rollback("ledger", null, AS_USUAL));
    assertEquals("1.0.0", back.to());
    assertEquals(4, ledger().add("a", 0));
    upgrade("GoodLedger");
    assertEquals(4, ledger().add("a", 0));
  }

  @Test
  public void whatCannotReadItIsRefusedAndItIsKept() throws Exception {
    left("OneWayLedger", 3);
    refusedAndKept("LongLedger", "No migration for table 'sums'", "from schema 2 to 1");
    refusedAndKept("ForgetfulLedger", "Table 'sums'", "is gone");
    refusedAndKept("Resharded", "64 shards", "has 16");
    deploy("OneWayLedger");
    assertEquals(3, ledger().add("a", 0));
  }

  @Test
  public void whatCannotServeItIsRefusedAndItIsKept() throws Exception {
    left("LongLedger", 3);
    refusedAndKept("ThrowingLedger", "no region is configured");
    refusedAndKept("RefusesToTakeOver", "no licence for shard 0");
    deploy("LongLedger");
    assertEquals(3, ledger().add("a", 0));
    upgrade("GoodLedger");
    assertEquals(3, ledger().add("a", 0));
    assertEquals(Map.of("2.0.0", 64), holders());
  }

  @Test
  public void aHeldUpgradeIsUndeployedWithBothVersionsAsReaders() throws Exception {
    deploy("LongLedger");
    for (int i = 0; i < 100; i++) {
      ledger().add("k" + i, i);
    }
    done(services.upgrade(file("GoodLedger"), HELD));
    ledger().add("k1", 1);
    done(services.undeploy("ledger", false));
    assertNull(ledger());
    deploy("NewerLedger");
    assertEquals(2, ledger().add("k1", 0));
    assertEquals(99, ledger().add("k99", 0));
    assertTrue(services.status("ledger").problems().isEmpty());
  }

  private void left(String version, long sum) throws Exception {
    deploy(version);
    assertEquals(sum, ledger().add("a", sum));
    done(services.undeploy("ledger", false));
  }

  private void refusedAndKept(String name, String... words) throws Exception {
    refused(services.deploy(file(name)), words);
    assertNull(ledger());
    assertTrue(services.status().services().isEmpty());
  }
}
