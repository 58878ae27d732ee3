package dev.baton.stress.table;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A batch is taken while a unit writes two keys. */
@JCStressTest
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "in the first batch")
@Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "in the next batch")
@Outcome(expect = FORBIDDEN, desc = "parted")
@State
public class AUnitAgainstATake extends Written {
  @Actor
  public void write() {
    addBoth("a", "b");
  }

  @Actor
  public void flush(II_Result result) {
    result.r1 = take();
  }

  @Arbiter
  public void rest(II_Result result) {
    result.r2 = take();
  }
}
