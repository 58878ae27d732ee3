package dev.baton.container.gate;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.Bundle;

/**
 * The gates of this node: the upgrade engine's door to this bundle, registered as an OSGi service
 * once the service hooks are there. Thread-safe.
 */
@ProviderType
public interface Gates {

  /** Lets a bundle of the container see the services that are hidden behind gates. */
  void admit(Bundle bundle);

  /**
   * Puts a bundle behind the gates of a service: what it registers from now on is hidden. To be
   * called before the bundle starts.
   *
   * @param service the service's name, the bundle's symbolic name
   * @param version the bundle's version
   */
  ServiceVersion manage(Bundle bundle, String service, String version);

  /**
   * The gates of a service; made at the first call, closed and refusing until they are opened.
   *
   * @param shards how many shards the service has; 0 for none
   * @throws IllegalStateException if there are gates with another number of shards
   */
  ServiceGate gate(String service, int shards);

  /** The gates of a service, if they were asked for before and are not removed. */
  Optional<ServiceGate> find(String service);

  /** The versions of a service that are behind its gates, until their bundles are uninstalled. */
  List<ServiceVersion> versions(String service);

  /** Removes a service's proxies and gates; whoever still holds a proxy is refused. */
  void remove(String service);

  /** How many calls wait now over all gates. */
  int held();
}
