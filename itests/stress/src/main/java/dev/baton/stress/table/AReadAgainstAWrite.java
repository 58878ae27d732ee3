package dev.baton.stress.table;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/** A call reads what another one writes, and asks what its reply has to wait for. */
@JCStressTest
@Outcome(id = "0, [01]", expect = ACCEPTABLE, desc = "read before the write")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "read the write, and waits for it")
@Outcome(expect = FORBIDDEN, desc = "the reply would leave before what was read is safe")
@State
public class AReadAgainstAWrite extends Written {
  @Actor
  public void write() {
    add("k");
  }

  @Actor
  public void read(IJ_Result result) {
    result.r1 = counts().getOrDefault("k", 0L).intValue();
    result.r2 = tables.position();
  }
}
