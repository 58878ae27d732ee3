package dev.baton.container.upgrade.route;

import dev.baton.container.UnknownOutcomeException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.osgi.framework.ServiceException;

/**
 * An exception on its way between nodes.
 *
 * @param type the name of its class
 * @param message its message, or null
 * @param text the whole of it as text, stack and causes included
 */
record Thrown(String type, String message, String text) {

  static Thrown of(Throwable thrown) {
    StringWriter stack = new StringWriter();
    try {
      thrown.printStackTrace(new PrintWriter(stack));
      return new Thrown(
          thrown.getClass().getName(), thrown.getMessage(), stack.toString().stripTrailing());
    } catch (RuntimeException | Error broken) {
      return new Thrown(
          thrown.getClass().getName(),
          null,
          thrown.getClass().getName()
              + ", not to be told: it threw "
              + broken.getClass().getName());
    }
  }

  /**
   * What the caller gets: one of the same class if that is the JDK's, the container's or of the
   * interface's own loader and is made of a message; else a {@link ServiceException} with the text.
   *
   * @param method the method that was called
   * @param where the node that executed it, in words
   */
  Throwable toThrowable(Method method, String where) {
    if (type.equals(UnknownOutcomeException.class.getName())) {
      return marked(new UnknownOutcomeException(message + " (on " + where + ")", null), where);
    }
    Throwable same = same(method);
    return same != null
        ? marked(same, where)
        : new ServiceException(
            method.getDeclaringClass().getSimpleName()
                + "."
                + method.getName()
                + " on "
                + where
                + " threw "
                + text);
  }

  private Throwable same(Method method) {
    try {
      Class<?> known = load(method.getDeclaringClass().getClassLoader());
      if (!Throwable.class.isAssignableFrom(known)
          || VirtualMachineError.class.isAssignableFrom(known)
          || !passes(known, method)) {
        return null;
      }
      return (Throwable) known.getConstructor(String.class).newInstance(message);
    } catch (ReflectiveOperationException | LinkageError notToBeMade) {
      return null;
    }
  }

  private Class<?> load(ClassLoader interfaces) throws ClassNotFoundException {
    try {
      return Class.forName(type, false, interfaces);
    } catch (ClassNotFoundException notThere) {
      return Class.forName(type, false, Thrown.class.getClassLoader());
    }
  }

  /**
   * Whether the method may throw it: a checked one that it does not declare never leaves a stub.
   */
  private static boolean passes(Class<?> known, Method method) {
    return RuntimeException.class.isAssignableFrom(known)
        || Error.class.isAssignableFrom(known)
        || Arrays.stream(method.getExceptionTypes()).anyMatch(t -> t.isAssignableFrom(known));
  }

  private Throwable marked(Throwable made, String where) {
    made.addSuppressed(new OnAnotherNode("on " + where + ": " + text));
    return made;
  }

  /** Carries the stack of an exception where it was thrown. */
  private static final class OnAnotherNode extends Exception {
    private static final long serialVersionUID = 1L;

    OnAnotherNode(String text) {
      super(text, null, false, false);
    }
  }
}
