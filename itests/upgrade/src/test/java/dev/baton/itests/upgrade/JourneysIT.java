package dev.baton.itests.upgrade;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import dev.baton.container.Report;
import dev.baton.itests.upgrade.api.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;

/** What an operator does every day. */
public class JourneysIT extends Story {

  @Test
  public void theLedgerKeepsItsSumsAcrossUpgradeAndRollback() throws Exception {
    deploy("LongLedger");
    Ledger ledger = ledger();
    assertEquals(5, ledger.add("a", 5));
    Report up = upgrade("GoodLedger");
    assertEquals(64, up.shards());
    assertEquals(Map.of("2.0.0", 64), holders());
    assertEquals(7, ledger.add("a", 2));
    done(services.rollback("ledger", null, AS_USUAL));
    assertEquals(Map.of("1.0.0", 64), holders());
    assertEquals(8, ledger.add("a", 1));
    assertSame("consumers keep the same proxy", ledger, ledger());
  }

  @Test
  public void nothingIsLostOrDoubledUnderCallsWhileVersionsChange() throws Exception {
    deploy("LongLedger");
    Ledger ledger = ledger();
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService callers = Executors.newFixedThreadPool(4);
    List<Future<Long>> counts = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        String key = "caller" + i;
        counts.add(
            callers.submit(
                () -> {
                  long calls = 0;
                  while (!stop.get()) {
                    assertEquals(++calls, ledger.add(key, 1));
                  }
                  return calls;
                }));
      }
      upgrade("GoodLedger");
      done(services.rollback("ledger", null, AS_USUAL));
      upgrade("GoodLedger");
    } finally {
      stop.set(true);
    }
    for (int i = 0; i < 4; i++) {
      assertEquals(counts.get(i).get().longValue(), ledger.add("caller" + i, 0));
    }
    callers.shutdown();
  }

  @Test
  public void aHeldUpgradeIsFinishedOrAborted() throws Exception {
    deploy("LongLedger");
    ledger().add("a", 1);
    done(services.upgrade(file("GoodLedger"), HELD));
    assertEquals("1.0.0", services.status("ledger").staged());
    refused(services.upgrade(file("NewerLedger"), AS_USUAL), "is held", "'finish ledger'");
    ledger().add("a", 1);
    done(services.abort("ledger"));
    assertEquals(Map.of("1.0.0", 64), holders());
    assertEquals(2, ledger().add("a", 0));
    done(services.upgrade(file("GoodLedger"), HELD));
    done(services.finish("ledger"));
    assertEquals("", services.status("ledger").staged());
    assertEquals(Map.of("2.0.0", 64), holders());
  }

  @Test
  public void stateStaysForALaterDeployUnlessItIsDiscarded() throws Exception {
    deploy("LongLedger");
    ledger().add("a", 3);
    done(services.undeploy("ledger", false));
    assertNull(ledger());
    deploy("GoodLedger");
    assertEquals(3, ledger().add("a", 0));
    done(services.undeploy("ledger", true));
    deploy("LongLedger");
    assertEquals(0, ledger().add("a", 0));
  }

  @Test
  public void checkTellsWhatAnUpgradeWouldAndChangesNothing() throws Exception {
    deploy("LongLedger");
    Report check = done(services.check(file("OneWayLedger"), false));
    assertTrue(
        check.notes().toString(),
        check.notes().stream().anyMatch(n -> n.contains("rollback will not be possible")));
    refused(services.check(file("ThrowingLedger"), false), "no region is configured");
    assertEquals("", services.status("ledger").staged());
    assertEquals(Map.of("1.0.0", 64), holders());
    assertNotNull(done(services.check(file("GoodLedger"), true)));
  }

  @Test
  public void entriesCanBeLookedAtAsJson() throws Exception {
    deploy("LongLedger");
    ledger().add("a", 3);
    upgrade("GoodLedger");
    assertEquals(1, services.tables("ledger").get(0).entries());
    assertEquals(
        "{\"value\":3,\"additions\":0}",
        services.entries("ledger", "sums", "a", 10).get(0).value());
  }
}
