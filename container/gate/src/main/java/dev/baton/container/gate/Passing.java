package dev.baton.container.gate;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.osgi.framework.ServiceException;

/**
 * What an exception becomes on its way out of a gate: itself, unless it or something it carries is
 * of a class of the service bundle's own, which must not outlive the bundle.
 */
final class Passing {
  private Passing() {}

  static Throwable outOf(Occupant occupant, GatedMethod method, Throwable thrown) {
    ClassLoader own = occupant.loader;
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    String text;
    try {
      if (own == null || !carries(thrown, own, seen)) {
        return thrown;
      }
      StringWriter stack = new StringWriter();
      thrown.printStackTrace(new PrintWriter(stack));
      text = stack.toString().stripTrailing();
    } catch (RuntimeException | Error broken) {
      text =
          thrown.getClass().getName()
              + ", which could not be turned into text: "
              + broken.getClass().getName();
    }
    return new ServiceException(
        method.name() + " of " + method.service() + " " + occupant.version + " threw " + text);
  }

  private static boolean carries(Throwable thrown, ClassLoader own, Set<Throwable> seen) {
    if (thrown == null || !seen.add(thrown)) {
      return false;
    }
    if (thrown.getClass().getClassLoader() == own || carries(thrown.getCause(), own, seen)) {
      return true;
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      if (carries(suppressed, own, seen)) {
        return true;
      }
    }
    return false;
  }

  /** Lets a checked exception pass where the compiler sees none. */
  @SuppressWarnings("unchecked")
  static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
