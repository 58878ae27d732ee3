package dev.baton.container.upgrade.handoff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.HandoffOptions;
import dev.baton.container.RefusedException;
import dev.baton.container.gate.Frame;
import dev.baton.container.gate.GatedMethod;
import dev.baton.container.gate.HoldLimits;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ShardGate;
import dev.baton.container.gate.Targets;
import dev.baton.container.upgrade.act.RunningAct;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DrainTest {
  private static final GatedMethod METHOD = new GatedMethod("page", "Page.show", 0);
  private static final HandoffOptions SHORT =
      new HandoffOptions(Duration.ofMillis(40), Duration.ofMillis(60), false);

  private final HoldLimits limits = new HoldLimits(1, Duration.ofSeconds(1));
  private final ServiceGate one = open("one");
  private final ServiceGate two = open("two");

  private ServiceGate open(String service) {
    ServiceGate gates = new ServiceGate(service, 0, limits);
    gates.unsharded().open(new Occupant("1", null, new Targets(), null, -1));
    return gates;
  }

  private static long drain(ServiceGate gates) throws InterruptedException {
    ShardGate gate = gates.unsharded();
    Occupant old = gate.occupant();
    return new Drain(
            gates.closing(),
            gate,
            gate::close,
            () -> gate.open(old),
            SHORT,
            new RunningAct("upgrade"),
            gates.service() + " 1")
        .closeAndDrain();
  }

  @Test
  void oneGateOfTheNodeIsClosedAtATime() throws InterruptedException {
    drain(one);
    RefusedException refused = assertThrows(RefusedException.class, () -> drain(two));
    assertTrue(refused.getMessage().contains("a gate of another service"), refused::getMessage);
    assertNotNull(two.unsharded().occupant());
    one.closing().release();
    drain(two);
    assertNull(two.unsharded().occupant());
  }

  @Test
  void aDrainThatFailsKeepsNoOtherGateOpen() throws InterruptedException {
    Frame inside = one.unsharded().enter(METHOD);
    RefusedException refused = assertThrows(RefusedException.class, () -> drain(one));
    assertTrue(refused.getMessage().contains("Page.show on "), refused::getMessage);
    drain(two);
    assertEquals(0, two.closing().availablePermits());
    inside.leave();
  }
}
