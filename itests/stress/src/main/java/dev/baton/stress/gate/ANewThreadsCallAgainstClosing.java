package dev.baton.stress.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A thread makes the first call of its life while a gate closes and is drained. */
@JCStressTest
@Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "found the gate closed")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "was inside, and waited for")
@Outcome(expect = FORBIDDEN, desc = "a call ran on a version that was said to be empty")
@State
public class ANewThreadsCallAgainstClosing extends Visit {
  public ANewThreadsCallAgainstClosing() {
    super(0);
  }

  @Actor
  public void call(II_Result result) {
    Thread thread = new Thread(() -> result.r1 = call());
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Actor
  public void close(II_Result result) {
    gate.close();
    result.r2 = drain();
  }
}
