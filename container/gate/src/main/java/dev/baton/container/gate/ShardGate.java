package dev.baton.container.gate;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The gate of one shard, or of a service's calls without a shard: lets calls through to the version
 * that holds it, holds them while it is closed.
 *
 * <p>How a call enters without a lock: it writes the occupant it read into its own frame, for all
 * to see, and then reads the gate's occupant again. Whoever closes the gate first takes the
 * occupant away and then looks into the frames of all threads. Both orders are those of volatile
 * accesses, so either the call finds the gate closed, or the drain finds the call (hazard pointers;
 * M. Michael, 2004). Leaving is one ordered write.
 *
 * <p>A thread that is inside already may enter again while the gate closes; the drain waits for its
 * outermost call anyway. So may a call that comes back from another node, if a thread here is
 * inside that waits for it; the drain waits for both.
 */
public final class ShardGate {
  private final String service;
  private final int shard;
  private final WaitingLine line;

  /** Who serves; null while the gate is closed. */
  private volatile Occupant occupant;

  /** Who served when the gate was closed last, or null. */
  private volatile Occupant behind;

  /** Why calls are refused rather than held, or null. */
  private volatile String refusal = "it does not serve yet";

  /** The frame of the container's own call while the gate is closed, or null. */
  private volatile Frame inside;

  ShardGate(String service, int shard, HoldLimits limits) {
    this.service = service;
    this.shard = shard;
    this.line = new WaitingLine(limits);
  }

  /** Who serves now, or null while the gate is closed. */
  public Occupant occupant() {
    return occupant;
  }

  /** Who served when the gate was closed last; null if it was not closed since it was opened. */
  public Occupant behind() {
    return behind;
  }

  /**
   * Begins a call; blocks while the gate is closed, within the limits. To be ended by {@link
   * Frame#leave} or {@link Frame#fail} on the same thread.
   *
   * @throws RefusedCallException if the call was not let in
   */
  public Frame enter(GatedMethod method) {
    Chain chain = Chain.current();
    Frame caller = chain.innermost();
    Occupant now = occupant;
    if (now != null) {
      Occupant by = caller.occupant;
      if (by == null ? caller.outer == null : by.custody == null || by.custody == now.custody) {
        Frame frame = take(caller, method, now);
        if (frame != null) {
          return frame;
        }
      }
    }
    return enterSlowly(chain.settle(), method, null);
  }

  /**
   * Begins a call if this node holds the shard; never waits for the gate. For calls that come from
   * other nodes, and for stubs whose shard has come here meanwhile.
   *
   * @return the call's frame, to be ended as one of {@link #enter}; null while the gate is closed
   * @throws NotHeldException if another node holds the shard
   * @throws RefusedCallException if the call was not let in
   */
  public Frame enterHere(GatedMethod method) {
    Frame caller = Chain.current().settle();
    while (true) {
      Occupant now = occupant;
      Occupant own = now != null && !comesHere(now) ? now : reentered(caller);
      Occupant mates = own == null ? waitsForUs(caller) : null;
      Occupant by = own != null ? own : mates != null ? mates : now;
      if (by == null) {
        refuseIfTold(method);
        if (occupant == null) {
          return null;
        }
        continue;
      }
      if (by.remote()) {
        throw elsewhere(by, method);
      }
      if (caller.custody() != by.custody) {
        caller.awaitSafe();
      }
      Frame frame = by == mates ? comeBack(caller, method, by) : begin(caller, method, now, by);
      if (frame != null) {
        return frame;
      }
    }
  }

  /**
   * Runs a body as a call of the given version; blocks while the gate is closed, within the limits.
   *
   * @throws NotHeldException if another version holds the shard; the body was not executed
   * @throws RefusedCallException if the call was not let in
   */
  public <T> T call(String version, String what, Supplier<T> body) {
    GatedMethod method = new GatedMethod(service, what, -1);
    Frame frame = enterSlowly(Chain.current().settle(), method, version);
    try {
      T result;
      try {
        result = body.get();
      } catch (Throwable thrown) {
        throw Passing.sneaky(frame.fail(thrown));
      }
      frame.leave();
      return result;
    } catch (Throwable thrown) {
      frame.occupant = null;
      throw thrown;
    }
  }

  /**
   * A place to wait in for a call that cannot go on at this gate, one of those that may be held at
   * once over all gates.
   *
   * @throws RefusedCallException if too many wait already
   */
  public Waiting waiting(GatedMethod method) {
    return line.take(describe(method));
  }

  /** How long a call may wait. */
  public Duration maxHold() {
    return line.maxHold();
  }

  /** Whether calls wait here until the gate is opened, or refused. */
  public boolean holds() {
    return occupant == null && refusal == null;
  }

  /**
   * Has calls that wait here look again: what is known of a shard that another node holds has
   * changed.
   */
  public void lookAgain() {
    line.change(() -> {});
  }

  /** Closes the gate: new calls wait. Returns at once; see {@link #awaitDrained}. */
  public void close() {
    line.change(
        () -> {
          if (occupant != null) {
            behind = occupant;
          }
          refusal = null;
          occupant = null;
        });
  }

  /** Closes the gate and refuses those who wait and those who come, until it is opened. */
  public void refuse(String why) {
    close();
    line.change(() -> refusal = Objects.requireNonNull(why, "why"));
  }

  /** As {@link #refuse}, and forgets who served: nothing of the bundle is held any more. */
  public void vacate(String why) {
    refuse(why);
    behind = null;
  }

  /**
   * Lets calls in to {@code next}, those first that wait. A gate that is open changes its occupant
   * at once, and calls that are inside end where they began.
   */
  public void open(Occupant next) {
    Objects.requireNonNull(next, "next");
    line.change(
        () -> {
          inside = null;
          behind = null;
          refusal = null;
          occupant = next;
        });
  }

  /**
   * Waits until no call is inside that entered before the gate was closed.
   *
   * @return whether there is none; false if the time ran out
   */
  public boolean awaitDrained(Duration limit) throws InterruptedException {
    Occupant left = behind;
    return left == null || left.awaitDrained(limit);
  }

  /** The calls inside now, of the version that serves, or served when the gate was closed. */
  public List<RunningCall> running() {
    Occupant now = occupant;
    Occupant whose = now != null ? now : behind;
    return whose == null ? List.of() : whose.running();
  }

  /**
   * Runs a body of the container as a call of the shard while the gate is closed: not counted, not
   * held, and not waited for. What it calls may come back in, until the gate is opened.
   *
   * @param by the version whose code runs, with its class loader as the context class loader
   * @param what what to call it in lists, such as {@code tookOver}
   */
  public void runInside(Occupant by, String what, Runnable body) {
    GatedMethod method = new GatedMethod(service, what, -1);
    Frame frame = Chain.current().settle().next(method).beginUncounted(by);
    inside = frame;
    try {
      body.run();
    } finally {
      if (inside == frame) {
        inside = null;
      }
      frame.end(by);
    }
  }

  /** How many calls wait and waited. */
  public HoldFigures figures() {
    return line.figures(false);
  }

  /** As {@link #figures}, and begins anew; taken before and after a hand-off. */
  public HoldFigures takeFigures() {
    return line.figures(true);
  }

  private Frame take(Frame caller, GatedMethod method, Occupant now) {
    Frame frame = caller.next(method);
    frame.occupant = now;
    try {
      if (occupant == now) {
        return frame.begin(now);
      }
      frame.free();
      return null;
    } catch (Throwable outOfStack) {
      frame.occupant = null;
      throw outOfStack;
    }
  }

  private Frame enterSlowly(Frame caller, GatedMethod method, String version) {
    boolean safe = false;
    for (; ; ) {
      Occupant now = occupant;
      Occupant own = now != null && !comesHere(now) ? now : reentered(caller);
      Occupant mates = own == null ? waitsForUs(caller) : null;
      Occupant by = own != null ? own : mates != null ? mates : now;
      if (by == null) {
        refuseIfTold(method);
      }
      if (!safe && (by == null || caller.custody() != by.custody)) {
        caller.awaitSafe();
        safe = true;
      } else if (by == null) {
        line.await(describe(method), this::holds);
      } else {
        refuseOther(by, method, version);
        Frame frame = by == mates ? comeBack(caller, method, by) : begin(caller, method, now, by);
        if (frame != null) {
          return frame;
        }
      }
    }
  }

  private Frame begin(Frame caller, GatedMethod method, Occupant now, Occupant by) {
    return by == now ? take(caller, method, by) : caller.next(method).beginUncounted(by);
  }

  /**
   * Whether a version of this node is taking the shard over from another: the gate may be open to
   * that one still, and calls of its callbacks are not to go there.
   */
  private boolean comesHere(Occupant now) {
    return now.remote() && inside != null;
  }

  /**
   * Enters the gate though it is closed, because another thread of the same chain is inside and
   * waits for this call; null if it does not any more. The call is counted as that thread's is,
   * since that one may give up waiting first. {@link Chain#occupied} looks twice for it.
   */
  private Frame comeBack(Frame caller, GatedMethod method, Occupant by) {
    Frame frame = caller.next(method);
    frame.occupant = by;
    try {
      Chain.cameBack();
      if (waitsForUs(caller) == by) {
        return frame.begin(by);
      }
      frame.free();
      return null;
    } catch (Throwable outOfStack) {
      frame.occupant = null;
      throw outOfStack;
    }
  }

  /** Whom another thread of the same chain is inside of, while the gate is closed; or null. */
  private Occupant waitsForUs(Frame caller) {
    Occupant closed = behind;
    Frame callback = inside;
    Frame found =
        caller.chain.elsewhere(f -> f == callback || (closed != null && f.occupant == closed));
    return found == null ? null : found.occupant;
  }

  /** Whom this thread is inside of already, while the gate is closed on it; or null. */
  private Occupant reentered(Frame caller) {
    Occupant closed = behind;
    Frame callback = inside;
    for (Frame f = caller; f.outer != null; f = f.outer) {
      if (f == callback || (closed != null && f.occupant == closed)) {
        return f.occupant;
      }
    }
    return null;
  }

  private void refuseIfTold(GatedMethod method) {
    String why = refusal;
    if (why != null && occupant == null) {
      throw new RefusedCallException(describe(method) + " was not executed: " + why);
    }
  }

  private void refuseOther(Occupant now, GatedMethod method, String version) {
    if (version != null && now.remote()) {
      throw elsewhere(now, method);
    }
    if (version != null && !version.equals(now.version)) {
      throw new NotHeldException(
          describe(method) + " of version " + version + " was not executed: " + now + " holds it",
          now.version);
    }
  }

  private NotHeldException elsewhere(Occupant by, GatedMethod method) {
    return new NotHeldException(
        describe(method)
            + " was not executed: "
            + by.holder()
            + " holds the shard, and only calls of the service's interfaces travel there",
        by.version);
  }

  private String describe(GatedMethod method) {
    return method.name() + " of " + service + (shard < 0 ? "" : ", shard " + shard) + ",";
  }
}
