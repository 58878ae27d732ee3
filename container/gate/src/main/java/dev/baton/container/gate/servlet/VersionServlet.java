package dev.baton.container.gate.servlet;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.List;

/** The servlet of one version, and the configurations it was initialised with. */
final class VersionServlet {
  final Servlet servlet;
  private final String name;
  private final ClassLoader loader;
  private final List<ServletConfig> given = new ArrayList<>();

  VersionServlet(Servlet servlet, String name, ClassLoader loader) {
    this.servlet = servlet;
    this.name = name;
    this.loader = loader;
  }

  /** Calls {@code init}, unless it was called with this configuration. */
  void init(ServletConfig config) throws ServletException {
    if (!claim(config)) {
      return;
    }
    boolean done = false;
    try (ContextLoader context = new ContextLoader(loader)) {
      servlet.init(new BundleConfig(config, name, loader));
      done = true;
    } finally {
      if (!done) {
        release(config);
      }
    }
  }

  /** Calls {@code destroy}, if {@code init} was called. */
  void destroy() {
    if (releaseAll()) {
      try (ContextLoader context = new ContextLoader(loader)) {
        servlet.destroy();
      }
    }
  }

  private synchronized boolean claim(ServletConfig config) {
    return !given.contains(config) && given.add(config);
  }

  private synchronized void release(ServletConfig config) {
    given.remove(config);
  }

  private synchronized boolean releaseAll() {
    boolean any = !given.isEmpty();
    given.clear();
    return any;
  }
}
