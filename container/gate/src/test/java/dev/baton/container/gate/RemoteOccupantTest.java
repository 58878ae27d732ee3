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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RemoteOccupantTest {
  private final Occupant here = occupant("1.0.0");
  private final Occupant there =
      Occupant.remote("1.0.0", new ClassLoader() {}, Rig.targets(new Object()), 0, () -> "node-2");
  private final Trail trail = Trail.begun().next();

  @Test
  void nobodyWaitsForACallThatAnotherNodeExecutes() throws InterruptedException {
    ShardGate gate = open(there);
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
    assertTrue(gate.awaitDrained(Duration.ZERO));
    gate.open(here);
    assertEquals("1.0.0", call(gate));
    go.countDown();
    running.result();
  }

  @Test
  void aCallOfAnotherNodeEntersOnlyWhereTheShardIsHeld() {
    ShardGate gate = open(here);
    Frame frame = gate.enterHere(Rig.GET);
    assertEquals(here, frame.occupant());
    frame.leave();
    gate.close();
    assertNull(gate.enterHere(Rig.GET));
    gate.open(there);
    NotHeldException elsewhere =
        assertThrows(NotHeldException.class, () -> gate.enterHere(Rig.GET));
    assertEquals(
        "Counter.get of counter, shard 0, was not executed: node-2 holds the shard, and only calls"
            + " of the service's interfaces travel there",
        elsewhere.getMessage());
    gate.refuse("the node stops");
    assertThrows(RefusedCallException.class, () -> gate.enterHere(Rig.GET));
  }

  @Test
  void aBodyDoesNotTravel() {
    ShardGate gate = open(there);
    NotHeldException elsewhere =
        assertThrows(
            NotHeldException.class,
            () ->
                gate.call(
                    "1.0.0",
                    "state.call",
                    () -> {
                      throw new AssertionError("executed");
                    }));
    assertTrue(elsewhere.getMessage().contains("node-2 holds the shard"), elsewhere.getMessage());
  }

  @Test
  void theVersionThatAnsweredIsTheOneThatIsTold() {
    ShardGate gate = open(there);
    call(gate, () -> Calls.current().answeredBy("2.0.0"));
    assertEquals("2.0.0", Calls.lastVersion());
    call(gate);
    assertEquals("1.0.0", Calls.lastVersion());
  }

  @Test
  void aStubThatGivesUpHasCalledNobody() {
    ShardGate outer = open(occupant("1.0.0"));
    ShardGate gate = open(there);
    AtomicBoolean calledBefore = new AtomicBoolean(true);
    AtomicBoolean calledAfter = new AtomicBoolean();
    call(
        outer,
        () -> {
          assertThrows(
              RefusedCallException.class,
              () ->
                  call(
                      gate,
                      () -> {
                        throw Calls.current().notExecuted("nobody holds it");
                      }));
          calledBefore.set(Calls.current().hasCalled());
          call(gate);
          calledAfter.set(Calls.current().hasCalled());
        });
    assertFalse(calledBefore.get());
    assertTrue(calledAfter.get());
  }

  @Test
  void aCallThatComesBackEntersTheGateThatItsChainClosesBehind() throws InterruptedException {
    ShardGate gate = open(here);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Rig.Call<String> first =
        start(
            () -> {
              String[] version = new String[1];
              Calls.onBehalfOf(
                  trail,
                  () ->
                      version[0] =
                          call(
                              gate,
                              () -> {
                                inside.countDown();
                                await(go);
                              }));
              return version[0];
            });
    await(inside);
    gate.close();

    Trail back = trail.next();
    Calls.onBehalfOf(back, () -> assertEquals("1.0.0", call(gate)));
    CountDownLatch cameBack = new CountDownLatch(1);
    CountDownLatch goBack = new CountDownLatch(1);
    Rig.Call<String> second =
        start(
            () -> {
              Calls.onBehalfOf(
                  back,
                  () -> {
                    Frame frame = gate.enterHere(Rig.GET);
                    cameBack.countDown();
                    await(goBack);
                    frame.leave();
                  });
              return "";
            });
    await(cameBack);
    go.countDown();
    first.result();
    assertFalse(gate.awaitDrained(Duration.ofMillis(5)), "the one that came back is inside still");
    goBack.countDown();
    second.result();
    assertTrue(gate.awaitDrained(LONG));
    Calls.onBehalfOf(back, () -> assertNull(gate.enterHere(Rig.GET), "its chain has left"));
  }

  @Test
  void aCallbackOfWhoTakesTheShardOverComesBackToIt() {
    ShardGate gate = open(there);
    Occupant taking = Rig.occupant("1.0.0", new Object(), new Safe(), 0);
    gate.runInside(
        taking,
        "tookOver",
        () -> {
          assertEquals("executed", gate.call("1.0.0", "state.call", () -> "executed"));
          call(gate, () -> assertEquals(taking, Calls.current().occupant()));
          Frame here = gate.enterHere(Rig.GET);
          assertEquals(taking, here.occupant());
          here.leave();
          start(() -> call(gate, () -> assertEquals(there, Calls.current().occupant()))).result();
        });
    call(gate, () -> assertEquals(there, Calls.current().occupant()));
  }

  /** A shard that has written nothing. */
  private static final class Safe implements Custody {
    @Override
    public void called(int calls) {}

    @Override
    public long position() {
      return 0;
    }

    @Override
    public void awaitSafe(long position) {
      assertEquals(0, position);
    }
  }

  @Test
  void aCallOfAnotherChainWaits() {
    ShardGate gate = open(here);
    call(
        gate,
        () -> {
          gate.close();
          Rig.Call<String> other =
              start(
                  () -> {
                    Calls.onBehalfOf(Trail.begun().next(), () -> call(gate));
                    return "";
                  });
          eventually("held", () -> gate.figures().now() == 1);
          gate.open(here);
          other.result();
        });
  }

  @Test
  void whoWaitsWithoutAThreadIsToldWhenTheGateOpens() throws Exception {
    ShardGate gate = open(here);
    gate.close();
    try (Waiting waiting = gate.waiting(Rig.GET)) {
      var told = waiting.whenNot(gate::holds, LONG);
      assertEquals(1, gate.figures().now());
      gate.lookAgain();
      assertFalse(told.isDone());
      gate.open(here);
      assertTrue(told.isDone());
    }
    assertEquals(0, gate.figures().now());
    assertEquals(1, gate.figures().total());
  }

  @Test
  void whoWaitsWithoutAThreadIsToldWhenTheTimeIsUp() throws Exception {
    ShardGate gate = open(here);
    gate.close();
    try (Waiting waiting = gate.waiting(Rig.GET)) {
      waiting.whenNot(gate::holds, Duration.ofMillis(1)).get();
      assertTrue(gate.holds());
    }
  }
}
