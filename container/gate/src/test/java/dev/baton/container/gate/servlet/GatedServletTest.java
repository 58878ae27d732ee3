package dev.baton.container.gate.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.UnknownOutcomeException;
import dev.baton.container.gate.Frame;
import dev.baton.container.gate.GatedMethod;
import dev.baton.container.gate.HoldLimits;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.RefusedCallException;
import dev.baton.container.gate.Rig;
import dev.baton.container.gate.ServiceGate;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GatedServletTest {
  private final ServiceGate gates =
      new ServiceGate("web", 0, new HoldLimits(0, Duration.ofMillis(1)));
  private final GatedServlet proxy = new GatedServlet(gates.unsharded(), "web", 0);
  private final ClassLoader bundle = new ClassLoader() {};
  private final List<String> log = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private final ServletConfig config = config();

  private interface Body {
    void run() throws ServletException, IOException;
  }

  private final class Page extends GenericServlet {
    private static final long serialVersionUID = 1L;
    private final String name;
    private final transient Body body;

    Page(String name, Body body) {
      this.name = name;
      this.body = body;
    }

    @Override
    public void init() throws ServletException {
      log.add("init " + name + " as " + getServletName());
      assertSame(bundle, getServletContext().getClassLoader());
      assertSame(bundle, Thread.currentThread().getContextClassLoader());
      if (name.equals("broken")) {
        throw new ServletException("not today");
      }
    }

    @Override
    public void service(ServletRequest request, ServletResponse response)
        throws ServletException, IOException {
      body.run();
    }

    @Override
    public void destroy() {
      log.add("destroy " + name);
    }
  }

  private Page page(String name) {
    return new Page(name, () -> log.add(name));
  }

  private void open(Servlet servlet) throws ServletException {
    proxy.prepare(servlet, "page", bundle);
    gates.unsharded().open(new Occupant("1.0.0", bundle, Rig.targets(servlet), null, -1));
  }

  private void serve() throws ServletException, IOException {
    proxy.service(null, response(false));
  }

  @Test
  void initIsReplayedBeforeAVersionServesAndDestroyAfterIt() throws Exception {
    Page one = page("one");
    open(one);
    proxy.init(config);
    serve();
    Page two = page("two");
    open(two);
    serve();
    proxy.retire(one);
    proxy.destroy();
    assertEquals(
        List.of("init one as page", "one", "init two as page", "two", "destroy one", "destroy two"),
        log);
  }

  @Test
  void aServletThatWasNeverUsedIsNotDestroyed() throws Exception {
    Page one = page("one");
    open(one);
    proxy.retire(one);
    assertEquals(List.of(), log);
  }

  @Test
  void goingBackToAVersionDoesNotInitialiseItTwice() throws Exception {
    Page one = page("one");
    open(one);
    proxy.init(config);
    open(page("two"));
    open(one);
    serve();
    assertEquals(List.of("init one as page", "init two as page", "one"), log);
  }

  @Test
  void anInitThatFailsIsTriedAgainNextTime() throws Exception {
    proxy.init(config);
    Page broken = page("broken");
    assertThrows(ServletException.class, () -> proxy.prepare(broken, "page", bundle));
    assertThrows(ServletException.class, () -> proxy.prepare(broken, "page", bundle));
    assertEquals(2, log.size());
    proxy.retire(broken);
    assertEquals(2, log.size(), "it was never initialised, so it is not destroyed");
  }

  @Test
  void aRefusedCallIsAnsweredWithAnInvitationToRepeat() throws Exception {
    gates.unsharded().close();
    serve();
    assertEquals(List.of("reset", "Retry-After 1", "503"), answers);
  }

  @Test
  void aRefusedCallInsideIsAnsweredSoToo() throws Exception {
    open(
        new Page(
            "page",
            () -> {
              throw new ServletException(new RefusedCallException("held for too long"));
            }));
    serve();
    assertEquals(List.of("reset", "Retry-After 1", "503"), answers);
  }

  @Test
  @Timeout(10)
  void causesThatGoInACircleAreFollowedOnce() throws Exception {
    IOException one = new IOException("one");
    one.initCause(new IOException("two", one));
    open(
        new Page(
            "page",
            () -> {
              throw one;
            }));
    assertSame(one, assertThrows(IOException.class, this::serve));
  }

  @Test
  void aRequestThatWasExecutedInPartIsNotToBeRepeated() throws Exception {
    ServiceGate counter = Rig.gates(1);
    counter.shard(0).open(Rig.occupant("1.0.0", new Object(), null, 0));
    open(
        new Page(
            "page",
            () -> {
              Frame first = counter.shard(0).enter(new GatedMethod("counter", "get", 0));
              first.leave();
              throw new RefusedCallException("held for too long");
            }));
    serve();
    assertEquals(List.of("reset", "503"), answers);
  }

  @Test
  void aCallThatNoOtherNodeTookIsAnsweredWithAnInvitationToRepeat() throws Exception {
    open(new Page("page", () -> remote(true)));
    serve();
    assertEquals(List.of("reset", "Retry-After 1", "503"), answers);
  }

  @Test
  void aCallThatMayHaveBeenExecutedElsewhereIsNotToBeRepeated() throws Exception {
    open(new Page("page", () -> remote(false)));
    serve();
    assertEquals(List.of("reset", "504"), answers);
  }

  /** As a generated proxy calls a stub that fails. */
  private static void remote(boolean refused) throws ServletException {
    ServiceGate counter = Rig.gates(1);
    counter
        .shard(0)
        .open(Occupant.remote("1.0.0", null, Rig.targets(new Object()), 0, () -> "node-2"));
    Frame frame = counter.shard(0).enter(new GatedMethod("counter", "get", 0));
    Throwable thrown =
        refused
            ? frame.notExecuted("nobody holds it")
            : new UnknownOutcomeException("node-2 did not answer", null);
    throw (RuntimeException) frame.fail(thrown);
  }

  @Test
  void anUnknownOutcomeIsNotToBeRepeated() throws Exception {
    open(
        new Page(
            "page",
            () -> {
              throw new UnknownOutcomeException("not answered", null);
            }));
    serve();
    assertEquals(List.of("reset", "504"), answers);
  }

  @Test
  void otherExceptionsPassAsTheyAre() throws Exception {
    IOException broken = new IOException("broken pipe");
    open(
        new Page(
            "page",
            () -> {
              throw broken;
            }));
    assertSame(broken, assertThrows(IOException.class, this::serve));
    assertEquals(List.of(), answers);
  }

  @Test
  void whatWasAnsweredAlreadyIsNotAnsweredAgain() throws Exception {
    open(
        new Page(
            "page",
            () -> {
              throw new RefusedCallException("held for too long");
            }));
    assertThrows(RefusedCallException.class, () -> proxy.service(null, response(true)));
    assertFalse(answers.contains("503"));
  }

  @Test
  void theConfigurationIsTheWhiteboardsOtherwise() {
    ServletConfig seen = new BundleConfig.OfServlet(config, "page", bundle);
    assertEquals("blue", seen.getInitParameter("colour"));
    assertEquals("/context", seen.getServletContext().getContextPath());
    assertTrue(seen.getServletContext().equals(seen.getServletContext()));
  }

  private static ServletConfig config() {
    ServletContext context =
        answering(ServletContext.class, Map.of("getContextPath", "/context"), List.of());
    return answering(
        ServletConfig.class,
        Map.of("getServletContext", context, "getInitParameter", "blue", "equals", true),
        List.of());
  }

  private HttpServletResponse response(boolean committed) {
    return answering(HttpServletResponse.class, Map.of("isCommitted", committed), answers);
  }

  private static <T> T answering(Class<T> type, Map<String, Object> results, List<String> log) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              switch (method.getName()) {
                case "reset" -> log.add("reset");
                case "setHeader" -> log.add(arguments[0] + " " + arguments[1]);
                case "sendError" -> log.add(arguments[0].toString());
                default -> {
                  return results.get(method.getName());
                }
              }
              return null;
            }));
  }
}
