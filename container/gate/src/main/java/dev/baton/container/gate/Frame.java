package dev.baton.container.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One call that a thread has entered, in its stack of calls; or, at the bottom of the stack, the
 * place outside of all calls. Used again and again by its own thread, written by it alone; a drain
 * reads {@link #occupant} from another thread. Holds nothing of a bundle once the call is over.
 */
public final class Frame extends Padded {
  private static final VarHandle OCCUPANT;

  /** How many calls a thread tells at once: to tell each would have threads wait for a line. */
  private static final int LOT = 8;

  static {
    try {
      OCCUPANT = MethodHandles.lookup().findVarHandle(Frame.class, "occupant", Occupant.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Chain chain;
  final Frame outer;
  final int depth;
  volatile Frame inner;

  /**
   * Who executes the call, and whom it counts against; null if the frame is free. Public for the
   * code around a call alone, which sets it to null where even {@link #leave} or {@link #fail}
   * threw: a thread that is out of stack can do that and no more. The rest is done by {@link
   * Chain#settle}.
   */
  public volatile Occupant occupant;

  GatedMethod method;
  long since;
  private boolean called;

  /** Whether a stub gave up on the call before anybody had executed it. */
  private boolean refused;

  /** What the context class loader was, if it was another than the bundle's. */
  private ClassLoader callersLoader;

  private boolean loaderChanged;

  /** Calls with a custody that ended in this frame. */
  private int ended;

  Frame(Chain chain, Frame outer) {
    this.chain = chain;
    this.outer = outer;
    this.depth = outer == null ? 0 : outer.depth + 1;
  }

  /** The state of the call's shard, or null: outside of calls, and in calls without a shard. */
  public Custody custody() {
    Occupant now = occupant;
    return now == null ? null : now.custody;
  }

  /** The call's shard, or -1 outside of calls and in calls without a shard. */
  public int shard() {
    Occupant now = occupant;
    return now == null ? -1 : now.shard;
  }

  /** Who executes the call, or null outside of calls. */
  public Occupant occupant() {
    Occupant now = occupant;
    return now == null ? null : now.counted();
  }

  /** Whether a gated call out of this one has been executed. */
  public boolean hasCalled() {
    return called;
  }

  /**
   * The object to call.
   *
   * @throws RefusedCallException if the version does not offer that service
   */
  public Object target() {
    Occupant by = occupant;
    Object target = by.targets.at(method.target());
    if (target == null) {
      throw new RefusedCallException(
          method.name() + " was not executed: " + by.version + " does not offer it");
    }
    return target;
  }

  /**
   * Says which version executed this call at the shard's holder; for stubs alone, in the frame of a
   * remote occupant.
   */
  public void answeredBy(String version) {
    Occupant by = occupant;
    if (by != null && by.remote()) {
      occupant = by.answeredBy(version);
    }
  }

  /**
   * Says that this call was not executed, and gives what is to be thrown then; for stubs alone, in
   * the frame of a remote occupant. The caller's call is taken to have done nothing yet.
   */
  public RefusedCallException notExecuted(String why) {
    refused = true;
    return new RefusedCallException(why);
  }

  /** Ends a call that returned; waits until what its shard wrote is safe. */
  public void leave() {
    Occupant by = occupant;
    Custody mine = by.custody;
    if (mine == null) {
      end(by);
      return;
    }
    long position = mine.position();
    if ((++ended & LOT - 1) == 0) {
      mine.called(LOT);
    }
    end(by);
    if (mine != outer.custody()) {
      mine.awaitSafe(position);
    }
  }

  /**
   * Ends a call that threw; waits as {@link #leave} does.
   *
   * @return what the caller gets
   */
  public Throwable fail(Throwable thrown) {
    Throwable passed = Passing.outOf(occupant, method, thrown);
    boolean calledBefore = outer.called;
    try {
      leave();
    } catch (RuntimeException unsafe) {
      unsafe.addSuppressed(passed);
      return unsafe;
    } finally {
      if (refused) {
        refused = false;
        outer.called = calledBefore;
      }
    }
    return passed;
  }

  /** The free frame for a call out of this one. */
  Frame next(GatedMethod entered) {
    Frame frame = inner;
    if (frame == null) {
      frame = new Frame(chain, this);
      chain.add(frame);
      inner = frame;
    }
    if (frame.method != entered) {
      frame.method = entered;
    }
    frame.since = Clock.now();
    return frame;
  }

  /** Makes the call the thread's innermost. */
  Frame begin(Occupant by) {
    called = false;
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    boolean another = before != by.loader;
    loaderChanged = another;
    if (another) {
      callersLoader = before;
      thread.setContextClassLoader(by.loader);
    }
    chain.innermost(this);
    return this;
  }

  /** As {@link #begin}, of a call that no drain waits for. */
  Frame beginUncounted(Occupant by) {
    try {
      OCCUPANT.setRelease(this, by.uncounted);
      return begin(by);
    } catch (Throwable outOfStack) {
      occupant = null;
      throw outOfStack;
    }
  }

  void end(Occupant by) {
    restoreLoader();
    Frame caller = outer;
    chain.innermost(caller);
    caller.called = true;
    String version = by.version;
    if (chain.lastVersion != version) {
      chain.lastVersion = version;
    }
    free();
  }

  void restoreLoader() {
    if (loaderChanged) {
      Thread.currentThread().setContextClassLoader(callersLoader);
      callersLoader = null;
      loaderChanged = false;
    }
  }

  void free() {
    OCCUPANT.setRelease(this, (Occupant) null);
  }

  /** Waits until what the call has written so far is safe; a call out of it begins after that. */
  void awaitSafe() {
    Custody mine = custody();
    if (mine != null) {
      mine.awaitSafe(mine.position());
    }
  }
}
