package dev.baton.container.gate.osgi;

import dev.baton.container.gate.Gates;
import dev.baton.container.gate.HoldLimits;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ServiceVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.SynchronousBundleListener;

/** The gates of this node; hears of every service and bundle that comes or goes. */
final class NodeGates implements Gates, AllServiceListener, SynchronousBundleListener {
  private final BundleContext context;
  private final HoldLimits limits;
  private final Hiding hiding;
  private final Map<String, GatedService> services = new ConcurrentHashMap<>();
  private final Map<Long, BundleVersion> versions = new ConcurrentHashMap<>();

  NodeGates(BundleContext context, HoldLimits limits) {
    this.context = context;
    this.limits = limits;
    this.hiding = new Hiding(context.getBundle());
  }

  Hiding hiding() {
    return hiding;
  }

  void open() {
    context.addBundleListener(this);
    context.addServiceListener(this);
  }

  void close() {
    context.removeServiceListener(this);
    context.removeBundleListener(this);
    services.values().forEach(service -> service.remove("the container stops"));
  }

  @Override
  public void admit(Bundle bundle) {
    hiding.admit(bundle);
  }

  @Override
  public ServiceVersion manage(Bundle bundle, String service, String version) {
    hiding.hide(bundle, service);
    BundleVersion managed = new BundleVersion(context, bundle, version, service(service));
    versions.put(bundle.getBundleId(), managed);
    return managed;
  }

  @Override
  public ServiceGate gate(String service, int shards) {
    return service(service).gates(shards);
  }

  @Override
  public Optional<ServiceGate> find(String service) {
    return Optional.ofNullable(services.get(service)).map(GatedService::gates);
  }

  @Override
  public List<ServiceVersion> versions(String service) {
    List<ServiceVersion> found = new ArrayList<>();
    for (BundleVersion version : versions.values()) {
      if (version.service().equals(service)) {
        found.add(version);
      }
    }
    return found;
  }

  @Override
  public void remove(String service) {
    GatedService removed = services.remove(service);
    if (removed != null) {
      removed.remove("it was undeployed");
    }
  }

  @Override
  public int held() {
    return limits.held();
  }

  @Override
  public void serviceChanged(ServiceEvent event) {
    Bundle owner = event.getServiceReference().getBundle();
    BundleVersion version = owner == null ? null : versions.get(owner.getBundleId());
    if (version == null || event.getServiceReference().getProperty(Hiding.SHOWN) != null) {
      return;
    }
    switch (event.getType()) {
      case ServiceEvent.REGISTERED -> version.registered(event.getServiceReference());
      case ServiceEvent.MODIFIED -> version.modified(event.getServiceReference());
      case ServiceEvent.UNREGISTERING -> version.unregistering(event.getServiceReference());
      default -> throw new IllegalArgumentException("An unknown service event: " + event);
    }
  }

  @Override
  public void bundleChanged(BundleEvent event) {
    if (event.getType() == BundleEvent.UNINSTALLED) {
      hiding.forget(event.getBundle());
      versions.remove(event.getBundle().getBundleId());
    }
  }

  private GatedService service(String name) {
    return services.computeIfAbsent(name, n -> new GatedService(context, n, limits));
  }
}
