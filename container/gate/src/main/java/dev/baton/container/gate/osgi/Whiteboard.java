package dev.baton.container.gate.osgi;

import dev.baton.container.gate.ShardGate;
import dev.baton.container.gate.servlet.GatedFilter;
import dev.baton.container.gate.servlet.GatedServlet;
import dev.baton.container.gate.servlet.WhiteboardProxy;
import java.util.List;
import java.util.Map;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Servlets and filters among the offered services, which the HTTP whiteboard initialises once and
 * the gate for each version. Touches the servlet API only if there is one.
 */
final class Whiteboard {
  private static final Logger LOG = LoggerFactory.getLogger(Whiteboard.class);
  private static final String PREFIX = "osgi.http.whiteboard.";

  /** What the whiteboard takes, and by which properties it knows that it is to. */
  private enum Kind {
    SERVLET("jakarta.servlet.Servlet", "servlet", List.of("servlet.pattern", "servlet.errorPage")),
    FILTER(
        "jakarta.servlet.Filter",
        "filter",
        List.of("filter.pattern", "filter.servlet", "filter.regex"));

    final String type;
    final String word;
    final List<String> marks;

    Kind(String type, String word, List<String> marks) {
      this.type = type;
      this.word = word;
      this.marks = marks;
    }

    String nameProperty() {
      return PREFIX + word + ".name";
    }
  }

  private Whiteboard() {}

  static boolean takes(Offered offered) {
    return kind(offered) != null;
  }

  private static Kind kind(Offered offered) {
    for (Class<?> type : offered.interfaces()) {
      for (Kind kind : Kind.values()) {
        if (type.getName().equals(kind.type)) {
          return kind;
        }
      }
    }
    return null;
  }

  /** What is wrong with a servlet or filter, or null. */
  static String problem(Offered offered) {
    Kind kind = kind(offered);
    if (offered.interfaces().size() > 1) {
      return offered.label()
          + " is a "
          + kind.word
          + " and more; register the "
          + kind.word
          + " by itself";
    }
    try {
      Class<?> ours = Class.forName(kind.type, false, Whiteboard.class.getClassLoader());
      return ours == offered.interfaces().get(0)
          ? null
          : offered.label() + " is of another servlet API than the container's";
    } catch (ClassNotFoundException e) {
      return offered.label() + " cannot serve: the container has no servlet API";
    }
  }

  /** What the whiteboard gets in its place. */
  static Object proxy(Offered offered, ShardGate gate, String service, int target) {
    return kind(offered) == Kind.SERVLET
        ? new GatedServlet(gate, service, target)
        : new GatedFilter(gate, service, target);
  }

  /** Its name: as registered, or else its class's. */
  static String name(Offered offered) {
    Object name = offered.reference().getProperty(kind(offered).nameProperty());
    return name == null ? offered.object().getClass().getName() : name.toString();
  }

  /** Keeps the default name: that of the service's own class, not of the proxy's. */
  static void addName(Offered offered, Map<String, Object> properties, String name) {
    Kind kind = kind(offered);
    if (kind.marks.stream().anyMatch(mark -> properties.containsKey(PREFIX + mark))) {
      properties.putIfAbsent(kind.nameProperty(), name);
    }
  }

  /** Calls {@code init}, if the whiteboard uses the proxy; returns what is wrong, or null. */
  static String prepare(Object proxy, Offered offered) {
    Object object = offered.object();
    BundleWiring wiring = offered.bundle().adapt(BundleWiring.class);
    if (object == null || wiring == null) {
      return offered.label() + " is gone";
    }
    try {
      ((WhiteboardProxy) proxy).prepare(object, name(offered), wiring.getClassLoader());
      return null;
    } catch (jakarta.servlet.ServletException | RuntimeException | LinkageError e) {
      return offered.label() + " failed in init: " + e;
    }
  }

  /** As {@link #prepare} for what the whiteboard began to use since. */
  static void prepareLate(Object proxy, Offered offered) {
    String problem = prepare(proxy, offered);
    if (problem != null) {
      LOG.warn("{}", problem);
    }
  }

  static void retire(Object proxy, Offered offered, Object object) {
    try {
      ((WhiteboardProxy) proxy).retire(object);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("{} failed in destroy", offered.label(), e);
    }
  }
}
