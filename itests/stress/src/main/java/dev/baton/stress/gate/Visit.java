package dev.baton.stress.gate;

import dev.baton.container.gate.Frame;
import dev.baton.container.gate.GatedMethod;
import dev.baton.container.gate.HoldLimits;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.RefusedCallException;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ShardGate;
import dev.baton.container.gate.Targets;
import java.time.Duration;

/**
 * A gate that is open to an old version, one call through it, and somebody who takes the old
 * version away. What the two tell each other is written and read without any order of its own: the
 * gate has to provide it.
 */
class Visit {
  /** The call was not let in. */
  static final int REFUSED = -1;

  /** The call ran on the old version, which was there all the time. */
  static final int OLD = 0;

  /** The call ran on the old version after it was said to be empty. */
  static final int TOO_LATE = 1;

  /** The call ran on the new version. */
  static final int NEW = 2;

  private static final GatedMethod METHOD = new GatedMethod("counter", "Counter.get", 0);
  private static final Duration LONG = Duration.ofSeconds(5);

  final Occupant old = new Occupant("1", null, new Targets(), null, 0);
  final Occupant next = new Occupant("2", null, new Targets(), null, 0);
  final ShardGate gate;
  private int empty;
  private int written;

  /**
   * @param held how many calls may wait
   */
  Visit(int held) {
    gate = new ServiceGate("counter", 1, new HoldLimits(held, LONG)).shard(0);
    gate.open(old);
  }

  /** A call; what became of it. */
  int call() {
    Frame frame;
    try {
      frame = gate.enter(METHOD);
    } catch (RefusedCallException refused) {
      return REFUSED;
    }
    return visit(frame);
  }

  /** As {@link #call}, of a call that comes from another node and does not wait. */
  int callHere() {
    return visit(gate.enterHere(METHOD));
  }

  /** Runs a body inside the gate if it is open, else outside. */
  void inside(Runnable body) {
    Frame frame = gate.enterHere(METHOD);
    body.run();
    if (frame != null) {
      frame.leave();
    }
  }

  private int visit(Frame frame) {
    if (frame == null) {
      return REFUSED;
    }
    int found = NEW;
    if (frame.occupant() == old) {
      found = empty;
      written = 1;
    }
    frame.leave();
    return found;
  }

  /** Waits until no call is inside the old version, and says so; whether a call had been there. */
  int drain() {
    await(LONG);
    int found = written;
    empty = 1;
    return found;
  }

  boolean await(Duration limit) {
    try {
      return old.awaitDrained(limit);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
