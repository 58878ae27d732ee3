package dev.baton.container.gate;

import java.util.List;

/**
 * A service that a version of a service bundle has registered.
 *
 * @param interfaces the names it is registered under
 * @param kind what becomes of it
 * @param label interfaces, and what tells it from others with the same ones, for lists
 */
public record Offer(List<String> interfaces, Kind kind, String label) {
  public Offer {
    interfaces = List.copyOf(interfaces);
  }

  /** What becomes of a registered service. */
  public enum Kind {
    /** A proxy stands in its place. */
    GATED,
    /** Shown to others as it is, while its version serves. */
    SHOWN,
    /** Called by the container alone. */
    CALLBACK,
    /** Registered under a class name: stays inside its bundle. */
    PRIVATE
  }
}
