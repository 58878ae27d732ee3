package dev.baton.container.gate.osgi;

import dev.baton.container.gate.servlet.GatedServlet;
import java.util.Map;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Servlets among the offered services. Touches the servlet API only if there is one. */
final class Servlets {
  private static final Logger LOG = LoggerFactory.getLogger(Servlets.class);
  private static final String TYPE = "jakarta.servlet.Servlet";
  private static final String NAME = "osgi.http.whiteboard.servlet.name";
  private static final String PATTERN = "osgi.http.whiteboard.servlet.pattern";
  private static final String ERROR_PAGE = "osgi.http.whiteboard.servlet.errorPage";

  private Servlets() {}

  static boolean isServlet(Offered offered) {
    return offered.interfaces().stream().anyMatch(type -> type.getName().equals(TYPE));
  }

  /** What is wrong with a servlet, or null. */
  static String problem(Offered offered) {
    if (offered.interfaces().size() > 1) {
      return offered.label() + " is a servlet and more; register the servlet by itself";
    }
    try {
      Class<?> ours = Class.forName(TYPE, false, Servlets.class.getClassLoader());
      return ours == offered.interfaces().get(0)
          ? null
          : offered.label() + " is of another servlet API than the container's";
    } catch (ClassNotFoundException e) {
      return offered.label() + " cannot serve: the container has no servlet API";
    }
  }

  /** The servlet's name: as registered, or else its class's. */
  static String name(Offered offered) {
    Object name = offered.reference().getProperty(NAME);
    return name == null ? offered.object().getClass().getName() : name.toString();
  }

  /** Keeps the default name: that of the service's own class, not of the proxy's. */
  static void addName(Map<String, Object> properties, String name) {
    if (properties.containsKey(PATTERN) || properties.containsKey(ERROR_PAGE)) {
      properties.putIfAbsent(NAME, name);
    }
  }

  /** Calls {@code init}, if the whiteboard uses the proxy; returns what is wrong, or null. */
  static String prepare(Object proxy, Offered offered) {
    Object servlet = offered.object();
    BundleWiring wiring = offered.bundle().adapt(BundleWiring.class);
    if (servlet == null || wiring == null) {
      return offered.label() + " is gone";
    }
    try {
      ((GatedServlet) proxy).prepare(servlet, name(offered), wiring.getClassLoader());
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

  static void retire(Object proxy, Offered offered, Object servlet) {
    try {
      ((GatedServlet) proxy).retire(servlet);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("{} failed in destroy", offered.label(), e);
    }
  }
}
