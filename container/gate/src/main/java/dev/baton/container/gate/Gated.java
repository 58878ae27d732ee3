package dev.baton.container.gate;

import java.lang.reflect.Method;
import java.util.List;

/**
 * A service of a version that stands behind the gates of shards.
 *
 * @param index which of the bundle's gated services it is on this node, an index into an occupant's
 *     targets; the same in every version
 * @param label what it is known by in every version and on every node, as far as that can be told
 * @param interfaces the interfaces it is registered under
 * @param methods those of their methods whose calls belong to a shard
 */
public record Gated(int index, String label, List<Class<?>> interfaces, List<Method> methods) {
  public Gated {
    interfaces = List.copyOf(interfaces);
    methods = List.copyOf(methods);
  }
}
