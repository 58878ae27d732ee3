package dev.baton.container.gate;

import java.util.ArrayList;
import java.util.List;

/** The gated calls of the current thread. All of it is one thread-local read and plain fields. */
public final class Calls {
  private Calls() {}

  /**
   * The innermost call of this thread, or the place outside of all calls: never null. Not to be
   * kept; it is used again for the thread's next call.
   */
  public static Frame current() {
    return Chain.current().innermost();
  }

  /** The state of this thread's innermost call, or null: outside of calls, or without a shard. */
  public static Custody custody() {
    return Chain.current().innermost().custody();
  }

  /** The shard of this thread's innermost call, or -1: outside of calls, or without a shard. */
  public static int shard() {
    return Chain.current().innermost().shard();
  }

  /** The version that executed this thread's last completed call, or null if there was none. */
  public static String lastVersion() {
    return Chain.current().lastVersion;
  }

  /** What goes with a call of this thread to another node, but for the hop there. */
  public static Trail trail() {
    return Chain.current().trail();
  }

  /**
   * Runs a body as part of a chain of calls that came from another node; the thread is inside of no
   * call.
   */
  public static void onBehalfOf(Trail trail, Runnable body) {
    Chain chain = Chain.current();
    Trail own = chain.follow(trail);
    try {
      body.run();
    } finally {
      chain.follow(own);
    }
  }

  /** The calls that this thread is inside of, outermost first, such as {@code Counter.get}. */
  public static List<String> chain() {
    List<String> names = new ArrayList<>();
    for (Frame f = Chain.current().innermost(); f.outer != null; f = f.outer) {
      names.add(0, f.method.service() + " " + f.method.name());
    }
    return names;
  }
}
