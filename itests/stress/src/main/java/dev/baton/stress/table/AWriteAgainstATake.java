package dev.baton.stress.table;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A batch is taken while a call writes; the next batch has what is left. */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "in the first batch")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "in the next batch")
@Outcome(expect = FORBIDDEN, desc = "lost, or flushed twice")
@State
public class AWriteAgainstATake extends Written {
  @Actor
  public void write() {
    add("k");
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
