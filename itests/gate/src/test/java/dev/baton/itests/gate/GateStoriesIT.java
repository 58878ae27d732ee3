package dev.baton.itests.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.gate.Calls;
import dev.baton.container.gate.Offer;
import dev.baton.container.gate.RefusedCallException;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ServiceVersion;
import dev.baton.itests.gate.api.Greeter;
import dev.baton.itests.gate.api.Plain;
import dev.baton.itests.gate.provider.Offers;
import dev.baton.itests.gate.provider.Versioned;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

class GateStoriesIT {
  private static final String GREETER = Greeter.class.getName();
  private static final String PLAIN = Plain.class.getName();
  private static final String SERVLET = "jakarta.servlet.Servlet";
  private static final int SHARDS = 4;

  @TempDir Path cache;
  private Node node;

  @BeforeEach
  void startANode() throws BundleException {
    node = new Node(cache);
  }

  @AfterEach
  void stopIt() throws Exception {
    node.close();
  }

  /** As the engine stages a version: hidden, started, fetched. */
  private ServiceVersion stage(String version, String offers) throws BundleException {
    return stage(node.install(version, offers), version);
  }

  private ServiceVersion stage(Bundle bundle, String version) throws BundleException {
    ServiceVersion staged = node.gates().manage(bundle, "greeter", version);
    bundle.start();
    assertEquals(List.of(), staged.fetch());
    return staged;
  }

  private void takeOver(ServiceVersion version) {
    assertEquals(List.of(), version.missing());
    assertEquals(List.of(), version.strange());
    assertEquals(List.of(), version.prepare());
    ServiceGate gates = node.gates().gate("greeter", SHARDS);
    for (int shard = 0; shard < SHARDS; shard++) {
      gates.shard(shard).open(version.occupant(shard, null));
    }
    gates.unsharded().open(version.occupant(-1, null));
    version.show();
  }

  private Object found(String name) {
    return Node.find(node.consumer(), name);
  }

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
  void servicesWithTheSameInterfaceAreToldApart() throws Exception {
    takeOver(stage("1.0.0", "two"));
    Callable<?> first = callable("first");
    Callable<?> second = callable("second");
    takeOver(stage("2.0.0", "two-swapped"));
    assertEquals("first 2.0.0", first.call());
    assertEquals("second 2.0.0", second.call());
  }

  private Callable<?> callable(String name) {
    return references(node.consumer(), Callable.class.getName()).stream()
        .filter(r -> name.equals(r.getProperty("name")))
        .map(r -> (Callable<?>) node.consumer().getBundleContext().getService(r))
        .findFirst()
        .orElseThrow();
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
  void anExceptionOfTheBundlesOwnClassArrivesAsText() throws BundleException {
    takeOver(stage("1.0.0", "greeter"));
    ServiceException thrown =
        assertThrows(
            ServiceException.class, () -> Node.call(found(GREETER), GREETER, "fail", "no"));
    assertTrue(thrown.getMessage().startsWith("Greeter.fail of greeter 1.0.0 threw "));
    assertTrue(thrown.getMessage().contains("OwnException: no"));
    assertNull(thrown.getCause());
  }

  @Test
  void whatCannotStandBehindTheGateIsToldWhenFetched() throws BundleException {
    assertEquals(
        List.of(
            PLAIN + " could not be created: its bundle gave null instead of a service",
            PLAIN + " has bundle scope; behind the gate a service is one object for all",
            PLAIN + " has prototype scope; behind the gate a service is one object for all"),
        problems("null bundle prototype"));
  }

  private List<String> problems(String offers) throws BundleException {
    Bundle bundle = node.install("1.0.0", offers);
    ServiceVersion version = node.gates().manage(bundle, "greeter", "1.0.0");
    bundle.start();
    List<String> problems = version.fetch();
    assertEquals(problems, version.fetch(), "asked once more");
    return problems;
  }

  @Test
  void callbacksAreForTheContainerAndClassesForTheBundle() throws BundleException {
    ServiceVersion one = stage("1.0.0", "class listener plain");
    takeOver(one);
    assertEquals(
        List.of(Offer.Kind.GATED, Offer.Kind.PRIVATE, Offer.Kind.CALLBACK),
        one.offers().stream().map(Offer::kind).toList());
    assertEquals(1, one.listeners().size());
    assertEquals(1, one.warnings().size());
    assertTrue(one.warnings().get(0).startsWith(Versioned.class.getName() + " is a class"));
    assertNull(found(Versioned.class.getName()));
    assertNull(found("dev.baton.state.HandoffListener"));
  }

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

  /** Calls init with a configuration of the bundles' servlet API. */
  private static void initialise(Object servlet) throws ReflectiveOperationException {
    Class<?> type = servlet.getClass().getInterfaces()[0];
    Class<?> config = type.getClassLoader().loadClass("jakarta.servlet.ServletConfig");
    Object given =
        Proxy.newProxyInstance(
            config.getClassLoader(),
            new Class<?>[] {config},
            (self, method, arguments) -> method.getName().equals("equals") ? true : null);
    type.getMethod("init", config).invoke(servlet, given);
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

  @Test
  void aVersionWithAnApiOfItsOwnIsToldApart() throws BundleException {
    takeOver(stage("1.0.0", "greeter"));
    Bundle bundle =
        node.install(
            node.provider("2.0.0")
                .with(Greeter.class)
                .header("Import-Package", "org.osgi.framework,jakarta.servlet,dev.baton.state")
                .header("Test-Offers", "greeter")
                .header("Bundle-Activator", "dev.baton.itests.gate.provider.Offers"));
    ServiceVersion two = stage(bundle, "2.0.0");
    assertEquals(1, two.strange().size());
    assertTrue(
        two.strange().get(0).startsWith("2.0.0 offers " + GREETER + " from greeter"),
        two.strange()::toString);
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

  private static List<ServiceReference<?>> references(Bundle viewer, String name) {
    try {
      ServiceReference<?>[] found = viewer.getBundleContext().getAllServiceReferences(name, null);
      return found == null ? List.of() : List.of(found);
    } catch (org.osgi.framework.InvalidSyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
