package dev.baton.container.upgrade.handoff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.gate.Frame;
import dev.baton.container.gate.GatedMethod;
import dev.baton.container.gate.HoldLimits;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.RefusedCallException;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.Targets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The calls of a service without state, when what serves them is to go. */
class LastCallsTest {
  private static final GatedMethod METHOD = new GatedMethod("page", "Page.show", 0);
  private static final Duration MOMENT = Duration.ofMillis(20);

  private final ServiceGate gate =
      new ServiceGate("page", 0, new HoldLimits(1, Duration.ofSeconds(1)));
  private final ServiceBundle service = new ServiceBundle("page", gate, null, 0, null, null);

  private void serve(String version) {
    service.leave();
    gate.unsharded().open(new Occupant(version, null, new Targets(), null, -1));
  }

  @Test
  void aCallIsWaitedForThoughTheServiceWentOnToThirdVersions() throws InterruptedException {
    serve("1");
    Frame inside = gate.unsharded().enter(METHOD);
    serve("2");
    serve("1");
    assertTrue(service.awaitLastCalls("2", MOMENT));
    serve("3");
    assertFalse(service.awaitLastCalls("1", MOMENT));
    inside.leave();
    assertTrue(service.awaitLastCalls("1", MOMENT));
  }

  @Test
  void aServiceThatEndsRefusesCallsAndNamesThoseThatGoOn() throws InterruptedException {
    serve("1");
    Frame inside = gate.unsharded().enter(METHOD);
    assertEquals(
        List.of("Page.show still runs on " + Thread.currentThread().getName()),
        service.end("it is being undeployed", MOMENT));
    inside.leave();
    assertThrows(RefusedCallException.class, () -> gate.unsharded().enter(METHOD));
    assertEquals(List.of(), service.end("it is being undeployed", MOMENT));
  }
}
