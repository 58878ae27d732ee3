package dev.baton.container.gate.osgi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A version's services that have no proxy, while others see them: registered once more, for their
 * own bundle, so that others hear of them at that time and find the right bundle behind them.
 */
final class Ungated {
  private static final Logger LOG = LoggerFactory.getLogger(Ungated.class);

  private final Map<Offered, ServiceRegistration<?>> registrations = new HashMap<>();

  void show(Offered offered) {
    BundleContext owner = offered.bundle().getBundleContext();
    Object object = offered.object();
    synchronized (registrations) {
      if (owner == null || object == null || registrations.containsKey(offered)) {
        return;
      }
      registrations.put(offered, null);
    }
    String[] names = offered.interfaces().stream().map(Class::getName).toArray(String[]::new);
    ServiceRegistration<?> made =
        owner.registerService(names, object, ProxyProperties.table(properties(offered)));
    boolean hidden;
    synchronized (registrations) {
      hidden = !registrations.containsKey(offered);
      if (!hidden) {
        registrations.put(offered, made);
      }
    }
    if (hidden) {
      unregister(made);
    }
  }

  void modified(Offered offered) {
    ServiceRegistration<?> registration;
    synchronized (registrations) {
      registration = registrations.get(offered);
    }
    if (registration != null) {
      registration.setProperties(ProxyProperties.table(properties(offered)));
    }
  }

  void hide(Offered offered) {
    ServiceRegistration<?> registration;
    synchronized (registrations) {
      registration = registrations.remove(offered);
    }
    unregister(registration);
  }

  void hideAll() {
    List<Offered> all;
    synchronized (registrations) {
      all = List.copyOf(registrations.keySet());
    }
    all.forEach(this::hide);
  }

  private static void unregister(ServiceRegistration<?> registration) {
    if (registration == null) {
      return;
    }
    try {
      registration.unregister();
    } catch (IllegalStateException e) {
      LOG.debug("Its bundle has stopped, which ended the registration", e);
    }
  }

  private static Map<String, Object> properties(Offered offered) {
    Map<String, Object> properties = ProxyProperties.of(offered.reference());
    properties.put(Hiding.SHOWN, Boolean.TRUE);
    return properties;
  }
}
