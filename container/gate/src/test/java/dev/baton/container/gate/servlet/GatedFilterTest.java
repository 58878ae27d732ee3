package dev.baton.container.gate.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.baton.container.gate.HoldLimits;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.Rig;
import dev.baton.container.gate.ServiceGate;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatedFilterTest {
  private final ServiceGate gates =
      new ServiceGate("web", 0, new HoldLimits(0, Duration.ofMillis(1)));
  private final GatedFilter proxy = new GatedFilter(gates.unsharded(), "web", 0);
  private final ClassLoader bundle = new ClassLoader() {};
  private final List<String> log = new ArrayList<>();

  private final class Stamp implements Filter {
    private final String version;

    Stamp(String version) {
      this.version = version;
    }

    @Override
    public void init(FilterConfig config) {
      assertSame(bundle, config.getServletContext().getClassLoader());
      log.add("init " + version + " as " + config.getFilterName());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      log.add("into " + version);
      chain.doFilter(request, response);
      log.add("out of " + version);
    }

    @Override
    public void destroy() {
      log.add("destroy " + version);
    }
  }

  private Stamp open(String version) throws ServletException {
    Stamp stamp = new Stamp(version);
    proxy.prepare(stamp, "stamp", bundle);
    gates.unsharded().open(new Occupant(version, bundle, Rig.targets(stamp), null, -1));
    return stamp;
  }

  private void request(FilterChain chain) throws ServletException, IOException {
    proxy.doFilter(null, answering(HttpServletResponse.class), chain);
  }

  @Test
  void eachVersionOfAFilterIsInitialisedBeforeItServesAndDestroyedAfterIt() throws Exception {
    Stamp one = open("1");
    proxy.init(answering(FilterConfig.class));
    request((request, response) -> log.add("page"));
    open("2");
    request((request, response) -> log.add("page"));
    proxy.retire(one);
    assertEquals(
        List.of(
            "init 1 as stamp",
            "into 1",
            "page",
            "out of 1",
            "init 2 as stamp",
            "into 2",
            "page",
            "out of 2",
            "destroy 1"),
        log);
  }

  @Test
  void whatARefusedFilterProtectsIsNotReached() throws Exception {
    open("1");
    gates.unsharded().close();
    request((request, response) -> log.add("page"));
    assertEquals(List.of("503"), log);
  }

  private <T> T answering(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().equals("sendError")) {
                log.add(arguments[0].toString());
              }
              return switch (method.getName()) {
                case "getServletContext" -> answering(ServletContext.class);
                case "equals" -> self == arguments[0];
                case "isCommitted" -> false;
                default -> null;
              };
            }));
  }
}
