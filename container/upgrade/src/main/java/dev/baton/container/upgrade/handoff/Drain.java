package dev.baton.container.upgrade.handoff;

import dev.baton.container.HandoffOptions;
import dev.baton.container.RefusedException;
import dev.baton.container.gate.RunningCall;
import dev.baton.container.gate.ShardGate;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.state.step.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Closes a gate behind which nothing runs any more. The gate closes only when what is running fits
 * the pause budget; until then the old version serves, and progress names the call that blocks.
 */
final class Drain {
  private static final long LOOK_AGAIN_MS = 5;

  private final Semaphore closing;
  private final ShardGate gate;
  private final Runnable close;
  private final Runnable reopen;
  private final HandoffOptions options;
  private final RunningAct act;
  private final String serving;

  /**
   * @param closing the right to keep a gate closed
   * @param close closes the gate
   * @param reopen opens it again to the same version
   * @param serving who serves meanwhile, for messages
   */
  Drain(
      Semaphore closing,
      ShardGate gate,
      Runnable close,
      Runnable reopen,
      HandoffOptions options,
      RunningAct act,
      String serving) {
    this.closing = closing;
    this.gate = gate;
    this.close = close;
    this.reopen = reopen;
    this.options = options;
    this.act = act;
    this.serving = serving;
  }

  /**
   * Blocks for the drain time-out at most; callers are held for half of the pause at a time. The
   * caller gives the right to keep a gate closed back when it has opened this one.
   *
   * @return when the gate was closed, by {@link System#nanoTime}
   * @throws RefusedException if some call did not end; the gate is open then
   */
  long closeAndDrain() throws InterruptedException {
    Duration budget = options.maxPause().dividedBy(2);
    long deadline = System.nanoTime() + options.drainTimeout().toNanos();
    while (true) {
      act.checkAbort();
      List<RunningCall> slow = olderThan(budget);
      if (slow.isEmpty() && closing.tryAcquire(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS)) {
        boolean drained = false;
        try {
          long closedAt = System.nanoTime();
          close.run();
          Step.GATE_CLOSED.reached();
          drained = gate.awaitDrained(budget);
          if (drained) {
            act.waitsFor("");
            return closedAt;
          }
          slow = gate.running();
          reopen.run();
        } finally {
          if (!drained) {
            closing.release();
          }
        }
      } else if (slow.isEmpty()) {
        act.waitsFor("another service's gate to open");
      }
      if (System.nanoTime() - deadline > 0) {
        throw new RefusedException(
            "Calls did not end within the drain time-out of "
                + options.drainTimeout().toMillis()
                + " ms; "
                + serving
                + " keeps serving. What blocks:\n"
                + (slow.isEmpty()
                    ? "a gate of another service, which is being handed over too"
                    : slow.stream().map(Drain::inFull).collect(Collectors.joining("\n"))));
      }
      if (!slow.isEmpty()) {
        act.waitsFor(
            inShort(slow.get(0)) + (slow.size() > 1 ? " and " + (slow.size() - 1) + " more" : ""));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
    }
  }

  private List<RunningCall> olderThan(Duration age) {
    return gate.running().stream().filter(c -> c.age().compareTo(age) > 0).toList();
  }

  private static String inShort(RunningCall call) {
    return call.method() + " on " + call.thread() + " for " + call.age().toMillis() + " ms";
  }

  private static String inFull(RunningCall call) {
    return inShort(call) + "\n" + call.stack();
  }
}
