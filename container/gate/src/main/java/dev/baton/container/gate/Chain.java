package dev.baton.container.gate;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The calls that one thread has entered and not yet left, one inside the other. Each thread has one
 * for life; all are listed, weakly, so that a drain can look into every thread.
 */
final class Chain extends Padded {
  private static final Set<Listed> ALL = ConcurrentHashMap.newKeySet();
  private static final ReferenceQueue<Chain> GONE = new ReferenceQueue<>();
  private static final ThreadLocal<Chain> OWN = ThreadLocal.withInitial(Chain::list);

  /**
   * Chains asked for lately, by a few bits of their threads' ids: a third of a gated call would go
   * into the thread local otherwise. Read and written without order: whichever chain is found, it
   * is taken only by the thread that is its own, and what that one reads of it, it wrote itself.
   */
  private static final Chain[] RECENT = new Chain[256];

  /**
   * Counts calls that came back to a gate which closes while their chain is inside, see {@link
   * #occupied}.
   */
  private static final AtomicLong CAME_BACK = new AtomicLong();

  /** Weak, so that what is recent holds no dead thread and nothing that hangs on it. */
  private final WeakReference<Thread> thread = new WeakReference<>(Thread.currentThread());

  final Frame outside = new Frame(this, null);
  String lastVersion;

  /** What the chain of calls is known by on other nodes; null until one of its calls goes there. */
  private volatile Trail trail;

  /**
   * All frames by depth, the place outside first, and the depth now. A number rather than the frame
   * itself, because the garbage collector has to be told of each reference that is written.
   */
  private Frame[] frames = {outside};

  private int depth;

  private Chain() {}

  static Chain current() {
    Thread asking = Thread.currentThread();
    int place = (int) asking.getId() & (RECENT.length - 1);
    Chain recent = RECENT[place];
    if (recent == null || !recent.thread.refersTo(asking)) {
      RECENT[place] = recent = OWN.get();
    }
    return recent;
  }

  /** The thread whose calls these are, or null if it has ended. */
  Thread thread() {
    Thread whose = thread.get();
    return whose != null && whose.isAlive() ? whose : null;
  }

  /** The call that the thread entered last and has not left, or the place outside of all calls. */
  Frame innermost() {
    return frames[depth];
  }

  /** Makes another one the innermost. */
  void innermost(Frame frame) {
    depth = frame.depth;
  }

  /**
   * The innermost call, after calls are let go of that ended when the thread was out of stack: they
   * could give up their occupant and nothing else.
   */
  Frame settle() {
    Frame frame = innermost();
    while (frame.occupant == null && frame.outer != null) {
      frame.restoreLoader();
      frame = frame.outer;
      innermost(frame);
    }
    return frame;
  }

  /** Lists one frame more. */
  void add(Frame frame) {
    frames = Arrays.copyOf(frames, frame.depth + 1);
    frames[frame.depth] = frame;
  }

  /** What goes with a call to another node. */
  Trail trail() {
    Trail now = trail;
    if (now == null) {
      trail = now = Trail.begun();
    }
    return now;
  }

  /** Makes the thread one that goes on with another's chain; returns the one it had, or null. */
  Trail follow(Trail another) {
    Trail before = trail;
    trail = another;
    return before;
  }

  /**
   * A frame of the same chain of calls on another thread, or null. Of interest only on threads that
   * go on with a chain that came from another node.
   */
  Frame elsewhere(Predicate<Frame> which) {
    Trail mine = trail;
    if (mine == null || mine.hops() == 0) {
      return null;
    }
    for (Listed listed : ALL) {
      Chain chain = listed.get();
      if (chain == null || chain == this || !mine.sameChain(chain.trail)) {
        continue;
      }
      for (Frame f = chain.outside.inner; f != null; f = f.inner) {
        if (which.test(f)) {
          return f;
        }
      }
    }
    return null;
  }

  /**
   * A call has entered because its chain is inside; it looks once more whether that still is so.
   */
  static void cameBack() {
    CAME_BACK.incrementAndGet();
  }

  private static Chain list() {
    for (Object gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      ALL.remove(gone);
    }
    Chain chain = new Chain();
    ALL.add(new Listed(chain));
    return chain;
  }

  /** Shows each frame of each thread, taken or not. */
  static void frames(Consumer<Frame> look) {
    for (Listed listed : ALL) {
      Chain chain = listed.get();
      for (Frame f = chain == null ? null : chain.outside.inner; f != null; f = f.inner) {
        look.accept(f);
      }
    }
  }

  /**
   * Whether a call is inside, on any thread. A call that came back to a closed gate may hide in a
   * frame that was looked at before, behind one that has gone since: so what came back meanwhile
   * counts as inside, and the next look tells. Whoever comes back after this look finds its chain
   * inside only if this look did.
   */
  static boolean occupied(Occupant occupant) {
    long before = CAME_BACK.get();
    return found(occupant) || CAME_BACK.get() != before;
  }

  private static boolean found(Occupant occupant) {
    for (Listed listed : ALL) {
      Chain chain = listed.get();
      for (Frame f = chain == null ? null : chain.outside.inner; f != null; f = f.inner) {
        if (f.occupant == occupant && chain.thread() != null) {
          return true;
        }
      }
    }
    return false;
  }

  private static final class Listed extends WeakReference<Chain> {
    Listed(Chain chain) {
      super(chain, GONE);
    }
  }
}
