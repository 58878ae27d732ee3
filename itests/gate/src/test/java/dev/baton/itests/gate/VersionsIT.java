package dev.baton.itests.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.gate.Calls;
import dev.baton.container.gate.RefusedCallException;
import dev.baton.container.gate.ServiceVersion;
import dev.baton.itests.gate.provider.Versioned;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

class VersionsIT extends GateStories {
  @Test
  void othersSeeTheProxyAndTheBundleItsOwnService() throws BundleException {
    ServiceVersion one = stage("1.0.0", "greeter plain");
    assertTrue(one.hasShardKeys());
    assertNull(found(GREETER));
    takeOver(one);
    assertEquals("hi 1.0.0", Node.call(found(GREETER), GREETER, "greet", "hi"));
    assertEquals("1.0.0", Calls.lastVersion());
    assertEquals("1.0.0", Node.call(found(PLAIN), PLAIN, "version"));
    assertEquals(SHARDS, Node.call(found(GREETER), GREETER, "shards"));
    assertEquals("1.0.0", Node.call(found(GREETER), GREETER, "context", "x"));
    assertTrue(Node.find(one.bundle(), GREETER).getClass().getName().endsWith("Versioned"));
    assertEquals(1, references(one.bundle(), GREETER).size());
    assertEquals(1, references(node.consumer(), GREETER).size());
  }

  @Test
  void aCallerHearsOfNoChangeWhileVersionsComeAndGo() throws BundleException {
    ServiceVersion one = stage("1.0.0", "greeter");
    takeOver(one);
    List<Integer> events = new ArrayList<>();
    node.consumer()
        .getBundleContext()
        .addServiceListener(
            event -> {
              String[] names = (String[]) event.getServiceReference().getProperty("objectClass");
              if (names[0].equals(GREETER)) {
                events.add(event.getType());
              }
            });
    Object greeter = found(GREETER);
    ServiceVersion two = stage("2.0.0", "greeter");
    takeOver(two);
    assertEquals("hi 2.0.0", Node.call(greeter, GREETER, "greet", "hi"));
    takeOver(one);
    assertEquals("hi 1.0.0", Node.call(greeter, GREETER, "greet", "hi"));
    takeOver(two);
    one.release();
    one.bundle().stop();
    one.bundle().uninstall();
    assertEquals("hi 2.0.0", Node.call(greeter, GREETER, "greet", "hi"));
    assertEquals(
        List.of(ServiceEvent.MODIFIED, ServiceEvent.MODIFIED, ServiceEvent.MODIFIED), events);
  }

  @Test
  void propertiesAreThoseOfTheVersionShown() throws BundleException {
    takeOver(stage("1.0.0", "greeter"));
    ServiceReference<?> reference = references(node.consumer(), GREETER).get(0);
    assertEquals("1.0.0", reference.getProperty("colour"));
    assertEquals("greeter", reference.getProperty("baton.service"));
    assertNull(reference.getProperty("own"), "a value of the bundle's own class");
    takeOver(stage("2.0.0", "greeter"));
    assertEquals("2.0.0", reference.getProperty("colour"));
  }

  @Test
  void aComponentThatUsesAComponentIsActivatedOnce() throws BundleException {
    ServiceVersion one = stage(component("1.0.0"), "1.0.0");
    takeOver(one);
    assertEquals("hello 1.0.0, activated 1", supplied());
    ServiceVersion two = stage(component("2.0.0"), "2.0.0");
    takeOver(two);
    one.release();
    one.bundle().stop();
    one.bundle().uninstall();
    assertEquals("hello 2.0.0, activated 1", supplied());
  }

  private Object supplied() {
    return ((Supplier<?>) found(Supplier.class.getName())).get();
  }

  private Bundle component(String version) throws BundleException {
    return node.install(
        node.provider(version)
            .component(
                "greeter",
                "",
                List.of(
                    "<implementation class='" + Versioned.class.getName() + "'/>",
                    "<service><provide interface='" + GREETER + "'/></service>")));
  }

  @Test
  void whatIsNotGatedAppearsWhenItsVersionIsShown() throws BundleException {
    ServiceVersion one = stage("1.0.0", "shown greeter");
    assertEquals(0, references(node.consumer(), Runnable.class.getName()).size());
    takeOver(one);
    ServiceReference<?> shown = references(node.consumer(), Runnable.class.getName()).get(0);
    assertEquals("1.0.0", shown.getProperty("colour"));
    assertEquals(one.bundle(), shown.getBundle());
    takeOver(stage("2.0.0", "shown greeter"));
    List<ServiceReference<?>> next = references(node.consumer(), Runnable.class.getName());
    assertEquals(1, next.size());
    assertEquals("2.0.0", next.get(0).getProperty("colour"));
    assertNull(shown.getBundle());
  }

  @Test
  void aNewServiceAppearsWithItsVersionAndGoesWithIt() throws BundleException {
    ServiceVersion one = stage("1.0.0", "greeter");
    takeOver(one);
    ServiceVersion two = stage("2.0.0", "greeter plain");
    assertNull(found(PLAIN));
    takeOver(two);
    Object plain = found(PLAIN);
    assertEquals("2.0.0", Node.call(plain, PLAIN, "version"));
    assertEquals(
        List.of("1.0.0 does not offer " + PLAIN + ", which 2.0.0 offers to others"), one.missing());
  }

  @Test
  void undeployedServicesAreGoneAndTheirProxiesRefuse() throws BundleException {
    ServiceVersion one = stage("1.0.0", "greeter");
    takeOver(one);
    Object greeter = found(GREETER);
    node.gates().remove("greeter");
    one.release();
    assertNull(found(GREETER));
    RefusedCallException refused =
        assertThrows(RefusedCallException.class, () -> Node.call(greeter, GREETER, "greet", "hi"));
    assertTrue(refused.getMessage().endsWith("was not executed: it was undeployed"));
  }

  @Test
  void aServiceThatComesAndGoesByItselfTakesItsProxyAlong() throws BundleException {
    ServiceVersion one = stage("1.0.0", "greeter");
    takeOver(one);
    var late = one.bundle().getBundleContext().registerService(Runnable.class, () -> {}, null);
    Runnable proxy = (Runnable) found(Runnable.class.getName());
    proxy.run();
    assertEquals("1.0.0", Calls.lastVersion());
    late.unregister();
    assertNull(found(Runnable.class.getName()));
    assertThrows(RefusedCallException.class, proxy::run);
  }

  @Test
  void anOldVersionIsHiddenUntilItIsUninstalledAndThenCollected() throws Exception {
    ServiceVersion one = stage("1.0.0", "greeter plain page shown listener");
    takeOver(one);
    Object greeter = found(GREETER);
    Node.call(greeter, GREETER, "greet", "hi");
    takeOver(stage("2.0.0", "greeter plain page shown listener"));
    Node.call(greeter, GREETER, "greet", "hi");
    one.release();
    assertEquals(1, references(node.consumer(), GREETER).size());
    WeakReference<ClassLoader> loader =
        new WeakReference<>(one.bundle().adapt(BundleWiring.class).getClassLoader());
    assertNotNull(loader.get());
    one.bundle().stop();
    one.bundle().uninstall();
    node.refresh(one.bundle());
    one = null;
    assertCollected(loader);
  }

  @Test
  void aVersionIsReleasedAfterItsBundleHasStopped() throws BundleException {
    ServiceVersion one = stage("1.0.0", "greeter page shown listener");
    takeOver(one);
    one.bundle().stop();
    assertNull(found(GREETER));
    assertEquals(0, references(node.consumer(), Runnable.class.getName()).size());
    one.release();
    assertEquals(List.of(), one.offers());
  }

  private static void assertCollected(WeakReference<ClassLoader> loader) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (loader.get() != null) {
      System.gc();
      assertTrue(System.nanoTime() < end, "the old version's class loader is still held");
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
