package dev.baton.stress.table;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Tables are sealed and the last batch is taken while a call writes. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "refused")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "landed, and in the last batch")
@Outcome(expect = FORBIDDEN, desc = "landed and was not handed over, or the reverse")
@State
public class AWriteAgainstTheSeal extends Written {
  @Actor
  public void write(II_Result result) {
    result.r1 = add("k");
  }

  @Actor
  public void seal(II_Result result) {
    tables.seal("handed over");
    result.r2 = take();
  }
}
