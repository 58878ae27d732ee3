package dev.baton.stress.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A drain runs out of time, the gate opens again and closes for good. */
@JCStressTest
@Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "found the gate closed")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "was inside, and waited for")
@Outcome(expect = FORBIDDEN, desc = "a call ran on a version that was said to be empty")
@State
public class ACallAgainstClosingTwice extends Visit {
  public ACallAgainstClosingTwice() {
    super(0);
  }

  @Actor
  public void call(II_Result result) {
    result.r1 = call();
  }

  @Actor
  public void close(II_Result result) {
    gate.close();
    if (!await(Duration.ZERO)) {
      gate.open(old);
    }
    gate.close();
    result.r2 = drain();
  }
}
