package dev.baton.container.gate.osgi;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;

/**
 * Who sees which service:
 *
 * <table>
 *   <caption>Who sees which service</caption>
 *   <tr><th>registered</th><th>is seen by</th></tr>
 *   <tr><td>by a service bundle</td><td>itself, the container</td></tr>
 *   <tr><td>for a service bundle, to show what is not gated</td><td>all but itself</td></tr>
 *   <tr><td>by the gate, as a proxy</td><td>all but the versions of that service</td></tr>
 *   <tr><td>otherwise</td><td>all</td></tr>
 * </table>
 *
 * <p>The container is the framework, this bundle and those that were admitted. A service bundle
 * stays in the table until it is uninstalled, so that it hides nothing less while it stops.
 */
final class Hiding implements FindHook, EventListenerHook {
  /** A proxy's property: the name of the service it stands for. */
  static final String SERVICE = "baton.service";

  /** The property of a service that is not gated, registered to be seen by others. */
  static final String SHOWN = "baton.shown";

  private static final long NOBODY = -1;

  private final long gate;
  private final Set<Long> container = ConcurrentHashMap.newKeySet();
  private final Map<Long, String> services = new ConcurrentHashMap<>();

  Hiding(Bundle gate) {
    this.gate = gate.getBundleId();
    container.add(this.gate);
    container.add(Constants.SYSTEM_BUNDLE_ID);
  }

  void admit(Bundle bundle) {
    container.add(bundle.getBundleId());
  }

  void hide(Bundle bundle, String service) {
    services.put(bundle.getBundleId(), service);
  }

  void forget(Bundle bundle) {
    services.remove(bundle.getBundleId());
    container.remove(bundle.getBundleId());
  }

  @Override
  public void find(
      BundleContext context,
      String name,
      String filter,
      boolean all,
      Collection<ServiceReference<?>> references) {
    long viewer = viewer(context);
    references.removeIf(reference -> !sees(viewer, reference));
  }

  @Override
  public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
    ServiceReference<?> reference = event.getServiceReference();
    listeners.keySet().removeIf(context -> !sees(viewer(context), reference));
  }

  /** Who looks; a bundle that stops at this moment has no context any more, and sees nothing. */
  private static long viewer(BundleContext context) {
    try {
      return context.getBundle().getBundleId();
    } catch (IllegalStateException stopped) {
      return NOBODY;
    }
  }

  private boolean sees(long viewer, ServiceReference<?> reference) {
    Bundle owner = reference.getBundle();
    if (owner == null || container.contains(viewer)) {
      return true;
    }
    if (owner.getBundleId() == gate) {
      Object service = reference.getProperty(SERVICE);
      return service == null || !service.equals(services.get(viewer));
    }
    if (services.containsKey(owner.getBundleId())) {
      boolean own = viewer == owner.getBundleId();
      return reference.getProperty(SHOWN) == null ? own : !own;
    }
    return true;
  }
}
