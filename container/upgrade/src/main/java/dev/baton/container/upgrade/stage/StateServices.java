package dev.baton.container.upgrade.stage;

import dev.baton.state.ServiceState;
import dev.baton.state.table.VersionState;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Gives each managed bundle the {@link ServiceState} of its own version, and others none. */
public final class StateServices implements ServiceFactory<ServiceState>, AutoCloseable {
  private final ConcurrentMap<Bundle, VersionState> states = new ConcurrentHashMap<>();
  private final ServiceRegistration<?> registration;

  public StateServices(BundleContext context) {
    registration = context.registerService(ServiceState.class, this, null);
  }

  /** From now on the bundle gets this state. */
  void give(Bundle bundle, VersionState state) {
    states.put(bundle, state);
  }

  /** The bundle is gone. */
  void take(Bundle bundle) {
    states.remove(bundle);
  }

  @Override
  public ServiceState getService(Bundle bundle, ServiceRegistration<ServiceState> registration) {
    VersionState state = states.get(bundle);
    return state == null ? null : state.api();
  }

  @Override
  public void ungetService(
      Bundle bundle, ServiceRegistration<ServiceState> registration, ServiceState service) {
    // The state belongs to the bundle's version, not to whoever fetched it last.
  }

  @Override
  public void close() {
    registration.unregister();
  }
}
