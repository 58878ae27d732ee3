package dev.baton.container.gate;

import static dev.baton.container.gate.Rig.LONG;
import static dev.baton.container.gate.Rig.await;
import static dev.baton.container.gate.Rig.call;
import static dev.baton.container.gate.Rig.eventually;
import static dev.baton.container.gate.Rig.occupant;
import static dev.baton.container.gate.Rig.open;
import static dev.baton.container.gate.Rig.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ShardGateTest {
  private final Occupant one = occupant("1.0.0");
  private final Occupant two = occupant("2.0.0");

  @Test
  void aCallIsExecutedByWhoServes() {
    ShardGate gate = open(one);
    assertEquals("1.0.0", call(gate));
    assertEquals("1.0.0", Calls.lastVersion());
    gate.open(two);
    assertEquals("2.0.0", call(gate));
    assertEquals("2.0.0", Calls.lastVersion());
  }

  @Test
  void aGateThatWasNeverOpenRefuses() {
    ShardGate gate = Rig.gates(1).shard(0);
    RefusedCallException refused = assertThrows(RefusedCallException.class, () -> call(gate));
    assertEquals(
        "Counter.get of counter, shard 0, was not executed: it does not serve yet",
        refused.getMessage());
  }

  @Test
  void aCallIsHeldWhileTheGateIsClosedAndGoesToTheNext() throws InterruptedException {
    ShardGate gate = open(one);
    gate.close();
    assertTrue(gate.awaitDrained(Duration.ZERO));
    Rig.Call<String> held = start(() -> call(gate));
    eventually("held", () -> gate.figures().now() == 1);
    gate.open(two);
    assertEquals("2.0.0", held.result());
    HoldFigures figures = gate.takeFigures();
    assertEquals(0, figures.now());
    assertEquals(1, figures.total());
    assertFalse(figures.longest().isZero());
    assertEquals(HoldFigures.NONE, gate.figures());
  }

  @Test
  void aDrainEndsWhenTheLastCallLeaves() throws InterruptedException {
    ShardGate gate = open(one);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Rig.Call<String> running =
        start(
            () ->
                call(
                    gate,
                    () -> {
                      inside.countDown();
                      await(go);
                    }));
    await(inside);
    gate.close();
    assertFalse(gate.awaitDrained(Duration.ofMillis(5)));
    List<RunningCall> blocking = gate.running();
    assertEquals(1, blocking.size());
    assertEquals("Counter.get", blocking.get(0).method());
    assertEquals("counter", blocking.get(0).service());
    assertEquals("caller", blocking.get(0).thread());
    assertTrue(blocking.get(0).stack().contains("Rig.await"), blocking.get(0).stack());
    go.countDown();
    assertTrue(gate.awaitDrained(LONG));
    assertEquals("1.0.0", running.result());
    assertTrue(gate.running().isEmpty());
  }

  @Test
  void aThreadThatIsInsideEntersAgainWhileTheGateCloses() throws InterruptedException {
    ShardGate a = open(one);
    ShardGate b = open(occupant("b"));
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    List<String> versions = new ArrayList<>();
    Rig.Call<String> chain =
        start(
            () ->
                call(
                    a,
                    () -> {
                      inside.countDown();
                      await(closed);
                      call(b, () -> versions.add(call(a)));
                      versions.add(call(a));
                    }));
    await(inside);
    a.close();
    closed.countDown();
    assertTrue(a.awaitDrained(LONG));
    assertEquals("1.0.0", chain.result());
    assertEquals(List.of("1.0.0", "1.0.0"), versions);
  }

  @Test
  void anOpenGateChangesItsOccupantUnderARunningCall() throws InterruptedException {
    ShardGate gate = open(one);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Rig.Call<String> old =
        start(
            () ->
                call(
                    gate,
                    () -> {
                      inside.countDown();
                      await(go);
                    }));
    await(inside);
    gate.open(two);
    assertEquals("2.0.0", call(gate));
    assertFalse(one.awaitDrained(Duration.ZERO));
    assertEquals(1, one.running().size());
    go.countDown();
    assertEquals("1.0.0", old.result());
    assertTrue(one.awaitDrained(LONG));
  }

  @Test
  void holdingIsBoundedInNumberOverAllGates() {
    ServiceGate gates = new ServiceGate("counter", 2, new HoldLimits(1, LONG));
    gates.shard(0).close();
    gates.shard(1).close();
    Rig.Call<String> held = start(() -> call(gates.shard(0)));
    eventually("held", () -> gates.figures().now() == 1);
    RefusedCallException refused =
        assertThrows(RefusedCallException.class, () -> call(gates.shard(1)));
    assertTrue(refused.getMessage().contains("1 calls are waiting"), refused.getMessage());
    gates.shard(0).open(two);
    assertEquals("2.0.0", held.result());
  }

  @Test
  void holdingIsBoundedInTime() {
    HoldLimits limits = new HoldLimits(1, Duration.ofMillis(5));
    ServiceGate gates = new ServiceGate("counter", 1, limits);
    gates.shard(0).close();
    RefusedCallException refused =
        assertThrows(RefusedCallException.class, () -> call(gates.shard(0)));
    assertTrue(refused.getMessage().endsWith("was not executed: held for 5 ms"));
    assertEquals(0, limits.held());
  }

  @Test
  void anInterruptEndsHoldingAndStays() {
    ShardGate gate = open(one);
    gate.close();
    Thread.currentThread().interrupt();
    assertThrows(RefusedCallException.class, () -> call(gate));
    assertTrue(Thread.interrupted());
  }

  @Test
  void refusingSendsAwayWhoIsHeld() {
    ShardGate gate = open(one);
    gate.close();
    Rig.Call<String> held = start(() -> call(gate));
    eventually("held", () -> gate.figures().now() == 1);
    gate.refuse("undeployed");
    assertInstanceOf(RefusedCallException.class, held.thrown());
    assertTrue(held.thrown().getMessage().endsWith("undeployed"));
    assertSame(one, gate.behind());
    gate.vacate("undeployed");
    assertNull(gate.behind());
  }

  @Test
  void aVersionEntersOnlyWhereItServes() {
    ServiceGate gates = Rig.gates(1);
    gates.shard(0).open(one);
    assertEquals("x", gates.call(0, "1.0.0", () -> "x"));
    NotHeldException refused =
        assertThrows(NotHeldException.class, () -> gates.call(0, "2.0.0", () -> "x"));
    assertEquals("1.0.0", refused.holder());
    gates.shard(0).close();
    Rig.Call<String> waiting = start(() -> gates.call(0, "2.0.0", () -> "y"));
    eventually("held", () -> gates.figures().now() == 1);
    gates.shard(0).open(two);
    assertEquals("y", waiting.result());
  }

  @Test
  void theContainersOwnCallRunsWhileTheGateIsClosed() throws InterruptedException {
    ShardGate gate = open(one);
    gate.close();
    List<String> seen = new ArrayList<>();
    gate.runInside(
        two,
        "tookOver",
        () -> {
          assertSame(two, Calls.current().occupant());
          seen.addAll(Calls.chain());
          seen.add(call(gate));
        });
    assertEquals(List.of("counter tookOver", "2.0.0"), seen);
    assertTrue(gate.awaitDrained(Duration.ZERO));
    assertNull(Calls.current().occupant());
  }

  @Test
  void aCallbackThatHangsIsNotWaitedFor() throws InterruptedException {
    ShardGate gate = open(one);
    gate.close();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicReference<String> later = new AtomicReference<>();
    Rig.Call<String> stuck =
        start(
            () -> {
              gate.runInside(
                  one,
                  "handingOver",
                  () -> {
                    inside.countDown();
                    await(go);
                    later.set(call(gate));
                  });
              return "ended";
            });
    await(inside);
    gate.open(one);
    gate.close();
    assertTrue(gate.awaitDrained(Duration.ZERO));
    gate.open(two);
    go.countDown();
    assertEquals("ended", stuck.result());
    assertEquals("2.0.0", later.get());
  }

  @Test
  void callsRunWithTheBundlesContextClassLoader() {
    ClassLoader bundle = new ClassLoader() {};
    ShardGate gate = open(new Occupant("1.0.0", bundle, new Targets(), null, 0));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    call(gate, () -> assertSame(bundle, Thread.currentThread().getContextClassLoader()));
    assertSame(before, Thread.currentThread().getContextClassLoader());
  }
}
