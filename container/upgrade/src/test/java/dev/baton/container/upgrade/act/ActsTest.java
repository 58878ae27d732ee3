package dev.baton.container.upgrade.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.Act;
import dev.baton.container.RefusedException;
import dev.baton.container.Report;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActsTest {
  private static final Report REPORT =
      new Report(
          "upgrade",
          "counter",
          "1.0.0",
          "2.0.0",
          Duration.ZERO,
          0,
          0,
          0,
          0,
          Duration.ZERO,
          List.of(),
          List.of());

  private final Acts acts = new Acts();

  @AfterEach
  void close() {
    acts.close();
  }

  @Test
  void anActEndsWithItsReport() throws Exception {
    assertEquals(REPORT, result(acts.start("counter", "upgrade counter", act -> REPORT)));
    assertNull(acts.running("counter"));
  }

  @Test
  void aSecondActOnAServiceIsRefusedAndTheFirstGoesOn() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Act first =
        acts.start(
            "counter",
            "upgrade counter",
            act -> {
              go.await(10, TimeUnit.SECONDS);
              return REPORT;
            });
    RefusedException refused = refusal(acts.start("counter", "rollback counter", act -> REPORT));
    assertTrue(refused.getMessage().contains("'upgrade counter' is under way"));
    assertEquals(REPORT, result(acts.start("other", "upgrade other", act -> REPORT)));
    go.countDown();
    assertEquals(REPORT, result(first));
  }

  @Test
  void theReasonOfARefusalReachesWhoeverWaits() {
    Act act =
        acts.start(
            "counter",
            "upgrade counter",
            a -> {
              throw new RefusedException("2.0.0 cannot serve");
            });
    assertEquals("2.0.0 cannot serve", refusal(act).getMessage());
  }

  @Test
  void whatBreaksIsToldAsBroken() {
    Act act =
        acts.start(
            "counter",
            "upgrade counter",
            a -> {
              throw new IllegalStateException("a mistake of ours");
            });
    assertTrue(refusal(act).getMessage().contains("a mistake of ours"));
  }

  @Test
  void abortIsSeenWhereTheActLooks() {
    CountDownLatch asked = new CountDownLatch(1);
    Act act =
        acts.start(
            "counter",
            "upgrade counter",
            a -> {
              asked.await(10, TimeUnit.SECONDS);
              a.checkAbort();
              return REPORT;
            });
    acts.running("counter").abort();
    asked.countDown();
    assertTrue(refusal(act).getMessage().startsWith("Aborted by the operator"));
  }

  private static Report result(Act act) throws Exception {
    return act.result().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static RefusedException refusal(Act act) {
    ExecutionException failed = assertThrows(ExecutionException.class, () -> result(act));
    return (RefusedException) failed.getCause();
  }
}
