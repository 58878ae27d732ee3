package dev.baton.itests.story;

import static dev.baton.itests.story.Counting.LIMIT;

import dev.baton.itests.clients.Clients;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Upgrades and rollbacks of three nodes while clients call them. */
class RolloutIT {
  private static final String NEW = "counter-2.0.0.jar";

  @RegisterExtension final Scene scene = new Scene();

  private Nodes nodes;
  private Node b;
  private Clients clients;

  @BeforeEach
  void threeNodesServeTheCounter() throws Exception {
    nodes = Counting.serve(scene.nodes(3));
    b = nodes.node(2);
    clients = Counting.call(scene, nodes.all());
  }

  @Test
  void upgradeAndRollbackAtAnyNodeFailNoCall() throws Exception {
    b.command("upgrade", b.example(NEW));
    clients.awaitAnswersOfEveryKey(LIMIT);
    nodes.node(3).command("rollback", "counter");
    clients.awaitAnswersOfEveryKey(LIMIT);

    Counting.mustHaveFailedNoCall(clients.stop());
  }
}
