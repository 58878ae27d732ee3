package dev.baton.stress.table;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.baton.state.table.EncodedBatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two calls add to one key while a batch is taken; the last batch with it has both. */
@JCStressTest
@Outcome(id = "2, [12]", expect = ACCEPTABLE, desc = "in one batch or in two")
@Outcome(expect = FORBIDDEN, desc = "a write was lost, or flushed too often")
@State
public class TwoWritesAgainstATake extends Written {
  private int entries;
  private String last;

  @Actor
  public void one() {
    add("k");
  }

  @Actor
  public void otherAndFlush() {
    add("k");
    note(batch());
  }

  @Arbiter
  public void rest(II_Result result) {
    note(batch());
    result.r1 = Integer.parseInt(last);
    result.r2 = entries;
  }

  private void note(EncodedBatch batch) {
    if (batch != null) {
      entries += batch.entries().size();
      last = Integer.toString(batch.entries().get(0).value()[0]);
    }
  }
}
