package dev.baton.container.gate;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The calls that one thread has entered and not yet left, one inside the other. Each thread has one
 * for life; all are listed, weakly, so that a drain can look into every thread.
 */
final class Chain extends Padded {
  private static final Set<Listed> ALL = ConcurrentHashMap.newKeySet();
  private static final ReferenceQueue<Chain> GONE = new ReferenceQueue<>();
  private static final ThreadLocal<Chain> CURRENT = ThreadLocal.withInitial(Chain::list);

  final Thread thread = Thread.currentThread();
  final Frame outside = new Frame(this, null);
  Frame innermost = outside;
  String lastVersion;

  private Chain() {}

  static Chain current() {
    return CURRENT.get();
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

  /** Whether a call is inside, on any thread. */
  static boolean occupied(Occupant occupant) {
    for (Listed listed : ALL) {
      Chain chain = listed.get();
      for (Frame f = chain == null ? null : chain.outside.inner; f != null; f = f.inner) {
        if (f.occupant == occupant) {
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
