package dev.baton.itests.upgrade;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import dev.baton.container.Act;
import dev.baton.container.HandoffOptions;
import dev.baton.container.RefusedException;
import dev.baton.itests.upgrade.api.Latches;
import dev.baton.itests.upgrade.api.Ledger;
import dev.baton.state.WrongShardException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.Before;
import org.junit.Test;

/** What bad input gets: words, and the version that serves goes on. */
public class BadInputIT extends Story {
  @Before
  public void theFirstVersionServes() throws Exception {
    deploy("LongLedger");
    assertEquals(1, ledger().add("a", 1));
  }

  @Test
  public void filesThatAreNoBundle() throws Exception {
    refusedAndServes(upgrading("Missing"), "No file");
    refusedAndServes(upgrading("Text"), "is no JAR");
    refusedAndServes(upgrading("Truncated"), "damaged or truncated");
    refusedAndServes(upgrading("Nameless"), "no Bundle-SymbolicName");
  }

  @Test
  public void bundlesThatCannotLiveBesideTheOldOne() throws Exception {
    refusedAndServes(upgrading("Fragment"), "is a fragment");
    refusedAndServes(upgrading("Singleton"), "is a singleton", "Remove 'singleton:=true'");
    refusedAndServes(
        upgrading("Exporting"), "exports dev.baton.itests.upgrade.api", "library bundle");
    refusedAndServes(upgrading("Importing"), "nothing here provides", "com.nobody.has");
  }

  @Test
  public void theWrongVersion() throws Exception {
    refusedAndServes(upgrading("LongLedger"), "is what serves already");
    upgrade("GoodLedger");
    refused(upgrading("LongLedger"), "is older than 2.0.0", "'rollback ledger 1.0.0'");
    refused(services.deploy(file("NewerLedger")), "is deployed already", "'upgrade FILE'");
    refused(services.rollback("ledger", "7.0.0", AS_USUAL), "No kept artifact", "kept: 1.0.0");
  }

  @Test
  public void versionsThatCannotStart() throws Exception {
    refusedAndServes(upgrading("ThrowingLedger"), "no region is configured", "1.0.0 keeps serving");
    refusedAndServes(upgrading("UnsatisfiedLedger"), "misses reference", "1.0.0 keeps serving");
    refusedAndServes(upgrading("UnencodableLedger"), "Thread", "1.0.0 keeps serving");
  }

  @Test
  public void aVersionThatHangsIsLeftBehindAndListed() throws Exception {
    Latches.close();
    refusedAndServes(upgrading("HangingLedger"), "did not return within", "left behind");
    assertTrue(services.status("ledger").problems().toString().contains("stuck"));
    Latches.release();
    eventually(() -> services.status("ledger").problems().isEmpty());
  }

  @Test
  public void versionsThatDoNotFitTheOldOne() throws Exception {
    refusedAndServes(upgrading("OtherService"), "1.0.0 keeps serving");
    refusedAndServes(upgrading("Resharded"), "64 shards", "16");
    refusedAndServes(upgrading("ForgetfulLedger"), "'sums'", "dropped");
    refusedAndServes(
        upgrading("NoStepLedger"), "No migration for table 'sums'", "from schema 1 to 2");
  }

  @Test
  public void aMigrationThatThrows() throws Exception {
    ledger().add("poison", 4);
    refusedAndServes(
        upgrading("PoisonedLedger"), "'poison'", "cannot convert 4", "1.0.0 keeps serving");
  }

  @Test
  public void callbacksThatThrowOrHang() throws Exception {
    refusedAndServes(upgrading("RefusesToTakeOver"), "no licence for shard 0");
    Latches.close();
    refusedAndServes(
        services.upgrade(file("HangsTakingOver"), AS_USUAL), "tookOver", "did not return within");
    Latches.release();
    upgrade("RefusesToHandOver");
    refused(
        services.upgrade(file("NewerLedger"), AS_USUAL),
        "shard 0 is mine",
        "ledger 2.0.10 serves it");
    assertEquals(Map.of("2.0.10", 64), holders());
    assertEquals(1, ledger().add("a", 0));
  }

  @Test
  public void aHandingOverThatHangsIsLeftBehindAndTheNextUpgradeWorks() throws Exception {
    upgrade("HangsHandingOver");
    assertEquals(1, ledger().add("a", 0));
    Latches.close();
    refused(
        services.upgrade(file("NewerLedger"), AS_USUAL),
        "handingOver",
        "did not return within",
        "ledger 2.0.13 serves it");
    assertEquals(Map.of("2.0.13", 64), holders());
    assertEquals(2, ledger().add("a", 1));
    assertTrue(services.status("ledger").problems().toString().contains("stuck"));
    refused(
        services.upgrade(file("NewerLedger"), AS_USUAL), "was not called: an earlier one is stuck");
    Latches.release();
    eventually(() -> services.status("ledger").problems().isEmpty());
    upgrade("NewerLedger");
    assertEquals(2, ledger().add("a", 0));
  }

  @Test
  public void aFailedUpgradeLeavesTheKeptArtifactOfItsVersionAlone() throws Exception {
    upgrade("GoodLedger");
    done(services.rollback("ledger", null, AS_USUAL));
    refusedAndServes(upgrading("AnotherSecond"), "no licence");
    done(services.rollback("ledger", "2.0.0", AS_USUAL));
    assertEquals(Map.of("2.0.0", 64), holders());
    assertEquals(1, ledger().add("a", 0));
  }

  @Test
  public void nothingToAbort() throws Exception {
    refused(services.abort("ledger"), "Nothing is under way or held on ledger", "1.0.0 serves");
  }

  @Test
  public void noWayBackIsSaidBeforeAndRollbackIsRefused() throws Exception {
    assertTrue(
        upgrade("OneWayLedger").notes().toString().contains("rollback will not be possible"));
    refused(services.rollback("ledger", null, AS_USUAL), "Instead, 'upgrade'", "keeps serving");
    assertEquals(Map.of("2.0.1", 64), holders());
  }

  @Test
  public void aCallThatDoesNotEndIsNamedAndTheOldVersionGoesOn() throws Exception {
    ExecutorService caller = Executors.newSingleThreadExecutor();
    Latches.close();
    Ledger ledger = ledger();
    caller.submit(() -> ledger.linger("a"));
    assertTrue(Latches.somebodyIsInside());
    refusedAndServes(
        services.upgrade(file("GoodLedger"), HURRIED), "drain time-out", "linger", "Latches.hang");
    Latches.release();
    caller.shutdown();
    upgrade("GoodLedger");
  }

  @Test
  public void aCallThatOutlastedAClosedGateStillBlocksWhenItHasReopened() throws Exception {
    HandoffOptions closesAtOnce =
        new HandoffOptions(Duration.ofMillis(600), Duration.ofSeconds(1), false);
    ExecutorService caller = Executors.newSingleThreadExecutor();
    for (int i = 0; i < 3; i++) {
      Latches.close();
      Ledger ledger = ledger();
      caller.submit(() -> ledger.linger("a"));
      assertTrue(Latches.somebodyIsInside());
      refusedAndServes(services.upgrade(file("GoodLedger"), closesAtOnce), "linger");
      Latches.release();
    }
    caller.shutdown();
  }

  @Test
  public void aSecondChangeAtOnceIsRefused() throws Exception {
    ExecutorService caller = Executors.newSingleThreadExecutor();
    Latches.close();
    Ledger ledger = ledger();
    caller.submit(() -> ledger.linger("a"));
    assertTrue(Latches.somebodyIsInside());
    Act first = services.upgrade(file("GoodLedger"), AS_USUAL);
    refused(services.upgrade(file("NewerLedger"), AS_USUAL), "is under way on ledger");
    Latches.release();
    caller.shutdown();
    done(first);
    assertEquals(Map.of("2.0.0", 64), holders());
  }

  @Test
  public void aCallThatTouchesAnotherShardsKey() {
    Ledger ledger = ledger();
    String other = "b";
    for (int i = 0;
        dev.baton.state.Shards.of(other, 64) == dev.baton.state.Shards.of("a", 64);
        i++) {
      other = "b" + i;
    }
    String far = other;
    assertThrows(WrongShardException.class, () -> ledger.readAcross("a", far));
  }

  @Test
  public void unknownServices() throws Exception {
    refused(services.finish("ledgre"), "No service 'ledgre'", "ledger");
    assertThrows(RefusedException.class, () -> services.status("ledgre"));
  }

  private Act upgrading(String name) {
    return services.upgrade(file(name), AS_USUAL);
  }

  private void refusedAndServes(Act act, String... words) throws Exception {
    refused(act, words);
    assertEquals(Map.of("1.0.0", 64), holders());
    assertEquals(1, ledger().add("a", 0));
  }
}
