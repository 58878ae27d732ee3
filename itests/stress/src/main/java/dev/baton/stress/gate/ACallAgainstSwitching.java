package dev.baton.stress.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A service without state switches to the next version at once. */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "was inside, and waited for")
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "entered the new version")
@Outcome(expect = FORBIDDEN, desc = "a call ran on a version that was said to be empty")
@State
public class ACallAgainstSwitching extends Visit {
  public ACallAgainstSwitching() {
    super(0);
  }

  @Actor
  public void call(II_Result result) {
    result.r1 = call();
  }

  @Actor
  public void change(II_Result result) {
    gate.open(next);
    result.r2 = drain();
  }
}
