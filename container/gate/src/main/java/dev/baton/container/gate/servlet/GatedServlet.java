package dev.baton.container.gate.servlet;

import dev.baton.container.gate.GatedMethod;
import dev.baton.container.gate.ShardGate;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** What the HTTP whiteboard holds in place of a service bundle's servlet. */
public final class GatedServlet implements Servlet, WhiteboardProxy {
  private final Entrance entrance;
  private final Replay<ServletConfig> replay = new Replay<>();

  /**
   * @param gate the gate of calls without a shard
   * @param service the name of the service bundle
   * @param target the index of the servlet in the targets
   */
  public GatedServlet(ShardGate gate, String service, int target) {
    this.entrance = new Entrance(gate, new GatedMethod(service, "Servlet.service", target));
  }

  @Override
  public void prepare(Object object, String name, ClassLoader loader) throws ServletException {
    Servlet servlet = (Servlet) object;
    replay.prepare(
        new Initialised<>(
            servlet,
            new Initialised.Life<>() {
              @Override
              public void init(ServletConfig config) throws ServletException {
                servlet.init(new BundleConfig.OfServlet(config, name, loader));
              }

              @Override
              public void destroy() {
                servlet.destroy();
              }
            },
            loader));
  }

  @Override
  public void retire(Object servlet) {
    replay.retire(servlet);
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    replay.init(config);
  }

  @Override
  public void destroy() {
    replay.destroy();
  }

  @Override
  public void service(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    entrance.pass(response, servlet -> ((Servlet) servlet).service(request, response));
  }

  @Override
  public ServletConfig getServletConfig() {
    return replay.first();
  }

  @Override
  public String getServletInfo() {
    return "through the gate of " + entrance.service();
  }
}
