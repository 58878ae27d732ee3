package dev.baton.stress.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.baton.container.gate.Calls;
import dev.baton.container.gate.Trail;
import java.util.UUID;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A gate closes and is drained while a call comes back from another node to the thread that is
 * inside, and that one gives up waiting for it.
 */
@JCStressTest
@Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "found the gate closed, or its chain gone")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "was inside, and waited for")
@Outcome(expect = FORBIDDEN, desc = "a call ran on a version that was said to be empty")
@State
public class ACallThatComesBackAgainstClosing extends Visit {
  private volatile boolean comes;
  private final Trail trail = new Trail(UUID.randomUUID(), 1);

  public ACallThatComesBackAgainstClosing() {
    super(0);
  }

  @Actor
  public void call(II_Result result) {
    Thread back = new Thread(() -> Calls.onBehalfOf(trail.next(), () -> result.r1 = comeBack()));
    Calls.onBehalfOf(trail, () -> inside(() -> waitABitFor(back)));
    try {
      back.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int comeBack() {
    comes = true;
    return callHere();
  }

  private void waitABitFor(Thread back) {
    back.start();
    while (!comes) {
      Thread.onSpinWait();
    }
  }

  @Actor
  public void close(II_Result result) {
    gate.close();
    result.r2 = drain();
  }
}
