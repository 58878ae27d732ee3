package dev.baton.container.upgrade.route;

import dev.baton.container.gate.GatedMethod;
import dev.baton.container.gate.Gates;
import dev.baton.container.gate.ServiceVersion;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The signatures of the versions behind this node's gates: each is read when it is first called,
 * and again when its services have changed. Forgotten with the version itself, if not before.
 */
final class KnownVersions {
  private final Gates gates;
  private final Map<ServiceVersion, Signatures> read =
      Collections.synchronizedMap(new WeakHashMap<>());

  KnownVersions(Gates gates) {
    this.gates = gates;
  }

  /** Reads a version anew; what of it cannot be called on another node, in words. */
  List<String> problems(ServiceVersion version) {
    Signatures signatures = new Signatures(version);
    read.put(version, signatures);
    return signatures.problems();
  }

  void forget(ServiceVersion version) {
    read.remove(version);
  }

  /** The methods of one of a version's services. */
  Map<Method, Signature> of(ServiceVersion version, String label) {
    return now(version).of(label);
  }

  /** A method of the version of this number, or null. */
  Signature find(String service, String number, MethodId method) {
    for (ServiceVersion version : gates.versions(service)) {
      if (version.version().equals(number)) {
        Signature found = find(version, method);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /**
   * What a method is called at the gate: the same in every version that has it. One that nobody has
   * is entered by its name, to find out whether that is for this node to say.
   */
  GatedMethod gated(String service, MethodId method) {
    for (ServiceVersion version : gates.versions(service)) {
      Signature found = find(version, method);
      if (found != null) {
        return found.gated();
      }
    }
    return new GatedMethod(service, method.name(), -1);
  }

  private Signature find(ServiceVersion version, MethodId method) {
    Signatures known = read.get(version);
    Signature found = known == null ? null : known.find(method);
    return found != null ? found : now(version).find(method);
  }

  private Signatures now(ServiceVersion version) {
    Signatures known = read.get(version);
    if (known != null && known.services() == version.sharded().size()) {
      return known;
    }
    Signatures anew = new Signatures(version);
    read.put(version, anew);
    return anew;
  }
}
