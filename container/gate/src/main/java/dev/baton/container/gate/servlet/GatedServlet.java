package dev.baton.container.gate.servlet;

import dev.baton.container.gate.Frame;
import dev.baton.container.gate.GatedMethod;
import dev.baton.container.gate.RefusedCallException;
import dev.baton.container.gate.ShardGate;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the HTTP whiteboard holds in place of a service bundle's servlet. The whiteboard's {@code
 * init} goes to the servlet that serves then, and again to each that serves later, before it does.
 */
public final class GatedServlet implements Servlet {
  private final ShardGate gate;
  private final GatedMethod method;

  /** Those of the version that serves, and of one that is about to, or that served before. */
  private final List<VersionServlet> servlets = new CopyOnWriteArrayList<>();

  /** What the whiteboard gave, and has not taken back. */
  private final List<ServletConfig> configs = new CopyOnWriteArrayList<>();

  /**
   * @param gate the gate of calls without a shard
   * @param service the name of the service bundle
   * @param target the index of the servlet in the targets
   */
  public GatedServlet(ShardGate gate, String service, int target) {
    this.gate = gate;
    this.method = new GatedMethod(service, "Servlet.service", target);
  }

  /**
   * Calls {@code init} of a servlet that is about to serve, if the whiteboard uses this one.
   *
   * @param name the servlet's name
   * @param loader the class loader of its bundle
   */
  public void prepare(Object servlet, String name, ClassLoader loader) throws ServletException {
    VersionServlet known = find(servlet);
    if (known == null) {
      known = new VersionServlet((Servlet) servlet, name, loader);
      servlets.add(known);
    }
    for (ServletConfig config : configs) {
      known.init(config);
    }
  }

  /** Calls {@code destroy} of a servlet that serves no more, if {@code init} was called. */
  public void retire(Object servlet) {
    VersionServlet known = find(servlet);
    if (known != null) {
      servlets.remove(known);
      known.destroy();
    }
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    configs.add(config);
    for (VersionServlet servlet : servlets) {
      servlet.init(config);
    }
  }

  /** The whiteboard does not say for which configuration; the last one destroys the servlets. */
  @Override
  public void destroy() {
    if (!configs.isEmpty()) {
      configs.remove(configs.size() - 1);
    }
    if (configs.isEmpty()) {
      servlets.forEach(VersionServlet::destroy);
    }
  }

  @Override
  public void service(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    Frame frame;
    try {
      frame = gate.enter(method);
    } catch (RefusedCallException refused) {
      Failed.answer(response, refused, true);
      return;
    }
    try {
      serve(frame, request, response);
    } catch (Throwable thrown) {
      frame.occupant = null;
      throw thrown;
    }
  }

  private static void serve(Frame frame, ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    try {
      ((Servlet) frame.target()).service(request, response);
    } catch (Throwable thrown) {
      boolean nothingDone = !frame.hasCalled();
      Failed.pass(response, thrown, frame.fail(thrown), nothingDone);
      return;
    }
    frame.leave();
  }

  @Override
  public ServletConfig getServletConfig() {
    return configs.isEmpty() ? null : configs.get(0);
  }

  @Override
  public String getServletInfo() {
    return "through the gate of " + method.service();
  }

  private VersionServlet find(Object servlet) {
    for (VersionServlet known : servlets) {
      if (known.servlet == servlet) {
        return known;
      }
    }
    return null;
  }
}
