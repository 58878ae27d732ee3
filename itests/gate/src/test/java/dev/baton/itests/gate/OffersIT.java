package dev.baton.itests.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.gate.Offer;
import dev.baton.container.gate.ServiceVersion;
import dev.baton.itests.gate.api.Greeter;
import dev.baton.itests.gate.provider.Versioned;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceException;

class OffersIT extends GateStories {
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
}
