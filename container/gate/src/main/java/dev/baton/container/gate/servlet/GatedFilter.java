package dev.baton.container.gate.servlet;

import dev.baton.container.gate.GatedMethod;
import dev.baton.container.gate.ShardGate;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * What the HTTP whiteboard holds in place of a service bundle's filter. What the filter lets
 * through runs inside its call, on the same thread.
 */
public final class GatedFilter implements Filter, WhiteboardProxy {
  private final Entrance entrance;
  private final Replay<FilterConfig> replay = new Replay<>();

  /**
   * @param gate the gate of calls without a shard
   * @param service the name of the service bundle
   * @param target the index of the filter in the targets
   */
  public GatedFilter(ShardGate gate, String service, int target) {
    this.entrance = new Entrance(gate, new GatedMethod(service, "Filter.doFilter", target));
  }

  @Override
  public void prepare(Object object, String name, ClassLoader loader) throws ServletException {
    Filter filter = (Filter) object;
    replay.prepare(
        new Initialised<>(
            filter,
            new Initialised.Life<>() {
              @Override
              public void init(FilterConfig config) throws ServletException {
                filter.init(new BundleConfig.OfFilter(config, name, loader));
              }

              @Override
              public void destroy() {
                filter.destroy();
              }
            },
            loader));
  }

  @Override
  public void retire(Object filter) {
    replay.retire(filter);
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    replay.init(config);
  }

  @Override
  public void destroy() {
    replay.destroy();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    entrance.pass(response, filter -> ((Filter) filter).doFilter(request, response, chain));
  }
}
