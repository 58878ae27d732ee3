package dev.baton.itests.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.gate.ServiceVersion;
import dev.baton.itests.gate.provider.Offers;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

class WhiteboardIT extends GateStories {
  private static final String SERVLET = "jakarta.servlet.Servlet";
  private static final String FILTER = "jakarta.servlet.Filter";

  @Test
  void aServletIsInitialisedBeforeItServes() throws Exception {
    ServiceVersion one = stage("1.0.0", "page");
    takeOver(one);
    ServiceReference<?> reference = references(node.consumer(), SERVLET).get(0);
    Object name = reference.getProperty("osgi.http.whiteboard.servlet.name");
    assertEquals(Offers.class.getPackageName() + ".Page", name);
    Object whiteboards = node.context().getService(reference);
    assertTrue(whiteboards.getClass().getName().endsWith("GatedServlet"));
    initialise(whiteboards);
    assertEquals("init " + name + " true", told(one));
    ServiceVersion two = stage("2.0.0", "page");
    takeOver(two);
    assertEquals("init " + name + " true", told(two));
    Object old = raw(one);
    one.release();
    assertEquals("init " + name + " true, destroy", told(old));
  }

  @Test
  void aServletThatFailsInInitIsFoundOutBeforeItServes() throws Exception {
    takeOver(stage("1.0.0", "page"));
    initialise(node.context().getService(references(node.consumer(), SERVLET).get(0)));
    ServiceVersion two = stage("2.0.0", "page bad-init");
    assertEquals(List.of(), two.missing());
    assertEquals(1, two.prepare().size());
    assertTrue(two.prepare().get(0).contains("failed in init: "), two.prepare()::toString);
  }

  @Test
  void aFilterIsInitialisedBeforeItServes() throws Exception {
    ServiceVersion one = stage("1.0.0", "stamp");
    takeOver(one);
    ServiceReference<?> reference = references(node.consumer(), FILTER).get(0);
    Object name = reference.getProperty("osgi.http.whiteboard.filter.name");
    assertEquals(Offers.class.getPackageName() + ".Stamp", name);
    Object whiteboards = node.context().getService(reference);
    assertTrue(whiteboards.getClass().getName().endsWith("GatedFilter"));
    initialise(whiteboards);
    ServiceVersion two = stage("2.0.0", "stamp");
    takeOver(two);
    Object old = Node.find(one.bundle(), FILTER);
    assertEquals("init " + name + " true", old.toString());
    assertEquals("init " + name + " true", Node.find(two.bundle(), FILTER).toString());
    one.release();
    assertEquals("init " + name + " true, destroy", old.toString());
  }

  /** Calls init with a configuration of the bundles' servlet API. */
  private static void initialise(Object proxy) throws ReflectiveOperationException {
    Class<?> type = proxy.getClass().getInterfaces()[0];
    Class<?> config = type.getClassLoader().loadClass(type.getName() + "Config");
    Object given =
        Proxy.newProxyInstance(
            config.getClassLoader(),
            new Class<?>[] {config},
            (self, method, arguments) -> method.getName().equals("equals") ? true : null);
    type.getMethod("init", config).invoke(proxy, given);
  }

  private static Object raw(ServiceVersion version) {
    return Node.find(version.bundle(), SERVLET);
  }

  private static String told(ServiceVersion version) {
    return told(raw(version));
  }

  private static String told(Object servlet) {
    return (String) Node.call(servlet, SERVLET, "getServletInfo");
  }
}
