package dev.baton.itests.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ServiceVersion;
import dev.baton.itests.gate.api.Greeter;
import dev.baton.itests.gate.api.Plain;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** A node of its own for each story, and how the engine stages a version and lets it take over. */
abstract class GateStories {
  static final String GREETER = Greeter.class.getName();
  static final String PLAIN = Plain.class.getName();
  static final int SHARDS = 4;

  @TempDir Path cache;
  Node node;

  @BeforeEach
  void startANode() throws BundleException {
    node = new Node(cache);
  }

  @AfterEach
  void stopIt() throws Exception {
    node.close();
  }

  /** As the engine stages a version: hidden, started, fetched. */
  ServiceVersion stage(String version, String offers) throws BundleException {
    return stage(node.install(version, offers), version);
  }

  ServiceVersion stage(Bundle bundle, String version) throws BundleException {
    ServiceVersion staged = node.gates().manage(bundle, "greeter", version);
    bundle.start();
    assertEquals(List.of(), staged.fetch());
    return staged;
  }

  void takeOver(ServiceVersion version) {
    assertEquals(List.of(), version.missing());
    assertEquals(List.of(), version.strange());
    assertEquals(List.of(), version.prepare());
    ServiceGate gates = node.gates().gate("greeter", SHARDS);
    for (int shard = 0; shard < SHARDS; shard++) {
      gates.shard(shard).open(version.occupant(shard, null));
    }
    gates.unsharded().open(version.occupant(-1, null));
    version.show();
  }

  Object found(String name) {
    return Node.find(node.consumer(), name);
  }

  static List<ServiceReference<?>> references(Bundle viewer, String name) {
    try {
      ServiceReference<?>[] found = viewer.getBundleContext().getAllServiceReferences(name, null);
      return found == null ? List.of() : List.of(found);
    } catch (org.osgi.framework.InvalidSyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
