package dev.baton.container.gate.osgi;

import dev.baton.container.gate.HoldLimits;
import dev.baton.container.gate.ServiceGate;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;

/** A service over all its versions: its gates, the places of its proxies, the version shown. */
final class GatedService {
  private final BundleContext context;
  private final String name;
  private final HoldLimits limits;
  private final List<Place> places = new ArrayList<>();
  private ServiceGate gates;
  private BundleVersion shown;

  GatedService(BundleContext context, String name, HoldLimits limits) {
    this.context = context;
    this.name = name;
    this.limits = limits;
  }

  String name() {
    return name;
  }

  synchronized ServiceGate gates(int shards) {
    if (gates == null) {
      gates = new ServiceGate(name, shards, limits);
    }
    if (gates.shards() != shards) {
      throw new IllegalStateException(
          name + " has gates for " + gates.shards() + " shards, not for " + shards);
    }
    return gates;
  }

  /** Its gates, or null if nobody asked for them yet. */
  synchronized ServiceGate gates() {
    return gates;
  }

  synchronized BundleVersion shown() {
    return shown;
  }

  /** The places there are. */
  synchronized List<Place> places() {
    return List.copyOf(places);
  }

  /** Gives each offered service that is gated its place, that of its like in other versions. */
  synchronized void seat(List<Offered> offered) {
    Seating.seat(offered, places, () -> new Place(places.size(), this::proxied));
  }

  /** Makes the version's services the ones that others see. */
  void show(BundleVersion version) {
    BundleVersion before;
    synchronized (this) {
      before = shown;
      shown = version;
    }
    List<Offered> offered = version.seated();
    for (Place place : places()) {
      place.want(offered.stream().filter(o -> o.place() == place).findFirst().orElse(null));
    }
    version.showUngated();
    if (before != null && before != version) {
      before.hideUngated();
    }
  }

  /** Hides the version's services, if they are the ones that others see. */
  void hide(BundleVersion version) {
    synchronized (this) {
      if (shown != version) {
        return;
      }
      shown = null;
    }
    places().forEach(place -> place.want(null));
    version.hideUngated();
  }

  /** Hides everything and refuses calls for good. */
  void remove(String why) {
    BundleVersion version = shown();
    if (version != null) {
      hide(version);
    }
    ServiceGate all = gates();
    if (all != null) {
      all.vacate(why);
    }
  }

  private Proxied proxied(Place place, Offered offered) {
    ServiceGate there = gates();
    if (there == null) {
      throw new IllegalStateException(name + " has no gates yet; ask for them before it is shown");
    }
    return new Proxied(context, there, place.index(), offered);
  }
}
