package dev.baton.container.gate.osgi;

import dev.baton.container.gate.Gated;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ServiceVersion;
import dev.baton.container.gate.Stubs;
import dev.baton.container.gate.Targets;
import dev.baton.container.gate.proxy.StubClass;
import java.util.List;

/** A version's stubs, which all shards share that other nodes hold. Thread-safe. */
final class RemoteTargets {
  private final ServiceVersion version;
  private final Targets targets = new Targets();
  private Stubs stubs;
  private ServiceGate gates;

  RemoteTargets(ServiceVersion version) {
    this.version = version;
  }

  synchronized Targets of(Stubs stubs, ServiceGate gates, List<Gated> sharded) {
    this.stubs = stubs;
    this.gates = gates;
    add(sharded);
    return targets;
  }

  /** Makes stubs for services that have none, if any were asked for. */
  synchronized void add(List<Gated> sharded) {
    for (Gated service : sharded) {
      if (stubs != null && targets.at(service.index()) == null) {
        targets.put(
            service.index(),
            StubClass.stub(service.interfaces(), stubs.stub(version, gates, service)));
      }
    }
  }

  synchronized void remove(int index) {
    if (targets.at(index) != null) {
      targets.put(index, null);
    }
  }

  synchronized void clear() {
    stubs = null;
    targets.clear();
  }
}
