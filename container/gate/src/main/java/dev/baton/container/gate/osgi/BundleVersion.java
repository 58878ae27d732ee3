package dev.baton.container.gate.osgi;

import dev.baton.container.gate.Custody;
import dev.baton.container.gate.Gated;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.Offer;
import dev.baton.container.gate.Offer.Kind;
import dev.baton.container.gate.ServiceVersion;
import dev.baton.container.gate.Stubs;
import dev.baton.container.gate.Targets;
import dev.baton.state.HandoffListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A version of a service bundle, and all that it has registered. */
final class BundleVersion implements ServiceVersion {
  private static final Logger LOG = LoggerFactory.getLogger(BundleVersion.class);

  private final BundleContext context;
  private final Bundle bundle;
  private final String version;
  private final GatedService service;
  private final Targets targets = new Targets();
  private final RemoteTargets remote = new RemoteTargets(this);
  private final Ungated ungated = new Ungated();
  private final Map<ServiceReference<?>, Offered> offered = new LinkedHashMap<>();

  BundleVersion(BundleContext context, Bundle bundle, String version, GatedService service) {
    this.context = context;
    this.bundle = bundle;
    this.version = version;
    this.service = service;
  }

  @Override
  public String service() {
    return service.name();
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Bundle bundle() {
    return bundle;
  }

  @Override
  public List<Offer> offers() {
    return all().stream().map(Offered::toOffer).toList();
  }

  @Override
  public boolean hasShardKeys() {
    return of(Kind.GATED).stream().anyMatch(o -> o.routes().sharded());
  }

  @Override
  public List<String> fetch() {
    List<String> problems = new ArrayList<>();
    for (Offered o : all()) {
      if (o.kind() != Kind.PRIVATE) {
        problems.addAll(o.fetch(context));
      }
    }
    return problems;
  }

  @Override
  public List<String> missing() {
    BundleVersion shown = service.shown();
    return shown == null || shown == this ? List.of() : Comparison.missing(shown, this);
  }

  @Override
  public List<String> strange() {
    BundleVersion shown = service.shown();
    return shown == null || shown == this ? List.of() : Comparison.strange(shown, this);
  }

  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Offered o : all()) {
      if (!o.classes().isEmpty()) {
        warnings.add(
            String.join(", ", o.classes())
                + " is a class, or not to be loaded; others see services by interfaces only");
      }
    }
    return warnings;
  }

  @Override
  public List<HandoffListener> listeners() {
    return all().stream().map(Offered::listener).filter(Objects::nonNull).toList();
  }

  @Override
  public Occupant occupant(int shard, Custody custody) {
    seated();
    return new Occupant(version, loader(), targets, custody, shard);
  }

  @Override
  public Occupant remote(int shard, Stubs stubs) {
    Targets standIns = remote.of(stubs, service.gates(), sharded());
    return Occupant.remote(
        version, loader(), standIns, shard, () -> stubs.holder(service.name(), shard));
  }

  @Override
  public List<Gated> sharded() {
    return seated().stream()
        .filter(o -> o.routes().sharded())
        .map(
            o ->
                new Gated(o.place().index(), "" + o.label(), o.interfaces(), o.routes().ofShards()))
        .toList();
  }

  private ClassLoader loader() {
    return bundle.adapt(BundleWiring.class).getClassLoader();
  }

  @Override
  public List<String> prepare() {
    return seated().stream()
        .filter(o -> Whiteboard.takes(o) && o.place().proxied() != null)
        .map(o -> Whiteboard.prepare(o.place().proxied().proxy(), o))
        .filter(Objects::nonNull)
        .toList();
  }

  @Override
  public void show() {
    service.show(this);
  }

  @Override
  public void release() {
    service.hide(this);
    for (Offered o : all()) {
      letGo(o);
    }
    synchronized (offered) {
      offered.clear();
    }
    targets.clear();
    remote.clear();
  }

  /** The gated services that were fetched, each at its place. */
  List<Offered> seated() {
    List<Offered> gated = of(Kind.GATED).stream().filter(o -> o.object() != null).toList();
    service.seat(gated);
    gated.forEach(o -> targets.put(o.place().index(), o.object()));
    return gated;
  }

  void showUngated() {
    of(Kind.SHOWN).forEach(ungated::show);
  }

  void hideUngated() {
    ungated.hideAll();
  }

  void registered(ServiceReference<?> reference) {
    Offered o = new Offered(reference);
    synchronized (offered) {
      offered.put(reference, o);
    }
    if (service.shown() != this || o.kind() == Kind.PRIVATE) {
      return;
    }
    List<String> problems = o.fetch(context);
    problems.forEach(problem -> LOG.warn("{} {}: {}", service(), version, problem));
    if (problems.isEmpty() && o.kind() == Kind.GATED) {
      remote.add(sharded());
      o.place().want(o);
    } else if (problems.isEmpty() && o.kind() == Kind.SHOWN) {
      ungated.show(o);
    }
  }

  void modified(ServiceReference<?> reference) {
    Offered o = find(reference);
    if (o == null || service.shown() != this) {
      return;
    }
    if (o.kind() == Kind.SHOWN) {
      ungated.modified(o);
    } else if (o.place() != null) {
      o.place().want(o);
    }
  }

  void unregistering(ServiceReference<?> reference) {
    Offered o;
    synchronized (offered) {
      o = offered.remove(reference);
    }
    if (o != null) {
      ungated.hide(o);
      letGo(o);
    }
  }

  private void letGo(Offered o) {
    Place place = o.place();
    Object object = o.object();
    if (place != null) {
      Proxied proxied = place.proxied();
      place.unwant(o);
      targets.put(place.index(), null);
      remote.remove(place.index());
      if (proxied != null && object != null && Whiteboard.takes(o)) {
        Whiteboard.retire(proxied.proxy(), o, object);
      }
    }
    try {
      o.unget(context);
    } catch (RuntimeException e) {
      LOG.warn("{} {}: {} could not be given back", service(), version, o.label(), e);
    }
  }

  private Offered find(ServiceReference<?> reference) {
    synchronized (offered) {
      return offered.get(reference);
    }
  }

  private List<Offered> of(Kind kind) {
    return all().stream().filter(o -> o.kind() == kind).toList();
  }

  private List<Offered> all() {
    synchronized (offered) {
      return List.copyOf(offered.values());
    }
  }
}
