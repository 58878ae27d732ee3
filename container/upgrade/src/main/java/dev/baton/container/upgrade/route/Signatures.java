package dev.baton.container.upgrade.route;

import dev.baton.container.gate.Gated;
import dev.baton.container.gate.ServiceVersion;
import dev.baton.state.codec.Codecs;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All methods of one version that can be called from other nodes. Remembers classes, so that it is
 * let go of with the version.
 */
final class Signatures {
  private final Map<MethodId, Signature> byId = new HashMap<>();
  private final Map<String, Map<Method, Signature>> byLabel = new HashMap<>();

  private final int services;

  Signatures(ServiceVersion version) {
    Codecs codecs = new Codecs();
    List<Gated> sharded = version.sharded();
    services = sharded.size();
    for (Gated gated : sharded) {
      for (Method method : gated.methods()) {
        Signature made =
            new Signature(
                version.service(),
                gated.index(),
                gated.label(),
                method,
                seen(gated, method),
                codecs);
        byId.put(made.id(), made);
        byLabel.computeIfAbsent(gated.label(), label -> new HashMap<>()).put(method, made);
      }
    }
  }

  private static Class<?> seen(Gated gated, Method method) {
    return gated.interfaces().stream()
        .filter(method.getDeclaringClass()::isAssignableFrom)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(method + " is of none of " + gated));
  }

  /** How many services were read. */
  int services() {
    return services;
  }

  /** What cannot be called on another node, and why, in words. */
  List<String> problems() {
    return byId.values().stream()
        .filter(signature -> signature.problem() != null)
        .map(s -> s.name() + " could not be called on another node: " + s.problem())
        .sorted()
        .toList();
  }

  /**
   * A method that another node names; that of the service with the same label, else of the only one
   * that has it. Null if there is none.
   */
  Signature find(MethodId named) {
    Signature exact = byId.get(named);
    if (exact != null) {
      return exact;
    }
    List<Signature> alike = new ArrayList<>();
    byId.forEach(
        (id, signature) -> {
          if (id.sameMethod(named)) {
            alike.add(signature);
          }
        });
    return alike.size() == 1 ? alike.get(0) : null;
  }

  /** The methods of the service with a label. */
  Map<Method, Signature> of(String label) {
    return byLabel.getOrDefault(label, Map.of());
  }
}
