package dev.baton.itests.upgrade.bundles;

import org.osgi.service.component.annotations.Component;

/** Offers something else than the version before. */
@Component(service = Comparable.class)
public final class OtherService implements Comparable<OtherService> {
  @Override
  public int compareTo(OtherService other) {
    return 0;
  }
}
