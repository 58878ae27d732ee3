package dev.baton.container.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Calls from many threads while the gate closes, drains and opens as fast as it can. */
class GateStressTest {
  private static final long RUN_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int CALLERS = 6;

  private static final class Held {
    volatile boolean serving;
    long plain;
    final AtomicLong executed = new AtomicLong();
  }

  @Test
  void noCallRunsBehindAClosedGateAndNoneIsLost() throws InterruptedException {
    Held held = new Held();
    AtomicLong wrong = new AtomicLong();
    AtomicLong called = new AtomicLong();
    AtomicBoolean stop = new AtomicBoolean();
    ShardGate gate = Rig.gates(1).shard(0);
    held.serving = true;
    gate.open(Rig.occupant("0"));
    List<Rig.Call<Void>> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(
          Rig.start(
              () -> {
                while (!stop.get()) {
                  Rig.call(
                      gate,
                      () -> {
                        if (!held.serving) {
                          wrong.incrementAndGet();
                        }
                        held.executed.incrementAndGet();
                        if (ThreadLocalRandomly.oneIn(1000)) {
                          Rig.call(gate, held.executed::incrementAndGet);
                          called.incrementAndGet();
                        }
                        if (!held.serving) {
                          wrong.incrementAndGet();
                        }
                      });
                  called.incrementAndGet();
                }
                return null;
              }));
    }
    long swaps = swapUntil(System.nanoTime() + RUN_NANOS, gate, held);
    stop.set(true);
    for (Rig.Call<Void> caller : callers) {
      caller.result();
    }
    assertEquals(0, wrong.get());
    assertEquals(called.get(), held.executed.get());
    assertEquals(swaps, held.plain);
    assertTrue(swaps > 100, swaps + " swaps");
  }

  /** Writes without synchronisation while the gate is closed: the drain must order them. */
  private static long swapUntil(long end, ShardGate gate, Held held) throws InterruptedException {
    long swaps = 0;
    while (System.nanoTime() < end) {
      gate.close();
      assertTrue(gate.awaitDrained(Rig.LONG));
      held.serving = false;
      held.plain++;
      swaps++;
      Thread.yield();
      held.serving = true;
      gate.open(Rig.occupant(Long.toString(swaps)));
    }
    return swaps;
  }

  private static final class ThreadLocalRandomly {
    static boolean oneIn(int n) {
      return java.util.concurrent.ThreadLocalRandom.current().nextInt(n) == 0;
    }
  }
}
