package dev.baton.container.gate.osgi;

import dev.baton.container.gate.Offer.Kind;
import dev.baton.state.HandoffListener;
import java.util.List;
import java.util.Set;
import org.osgi.framework.ServiceReference;

/** What becomes of a service, by what it is registered as. */
final class Kinds {
  private static final String GATE = "baton.gate";
  private static final String RESOURCES = "osgi.http.whiteboard.resource.pattern";

  /** Their registering bundle matters to those who use them, so no proxy can stand for them. */
  private static final Set<String> OF_THEIR_BUNDLE =
      Set.of(
          "org.osgi.service.cm.ManagedService",
          "org.osgi.service.cm.ManagedServiceFactory",
          "org.apache.felix.hc.api.HealthCheck");

  /** Registered by extenders for a bundle, and of no use to others while there are two of it. */
  private static final Set<String> OF_EXTENDERS =
      Set.of(
          "org.osgi.service.blueprint.container.BlueprintContainer",
          "org.osgi.service.component.ComponentFactory");

  private Kinds() {}

  static Kind of(ServiceReference<?> reference, List<Class<?>> interfaces) {
    List<String> names = interfaces.stream().map(Class::getName).toList();
    if (names.contains(HandoffListener.class.getName())) {
      return Kind.CALLBACK;
    }
    if ("false".equals(String.valueOf(reference.getProperty(GATE)))
        || reference.getProperty(RESOURCES) != null
        || names.stream().anyMatch(OF_THEIR_BUNDLE::contains)) {
      return Kind.SHOWN;
    }
    if (names.isEmpty() || names.stream().anyMatch(OF_EXTENDERS::contains)) {
      return Kind.PRIVATE;
    }
    return Kind.GATED;
  }
}
