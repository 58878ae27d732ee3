package dev.baton.container;

import org.osgi.annotation.versioning.ProviderType;

/** Tells a caller of the gate about its own thread's last gated call; an OSGi service. */
@ProviderType
public interface LastCall {

  /**
   * The version of the service bundle that executed this thread's last completed gated call, such
   * as {@code 2.0.0}; null if there was none. Free of locks and allocation.
   */
  String version();
}
