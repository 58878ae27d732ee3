package dev.baton.itests.story;

import static dev.baton.itests.story.Counting.LIMIT;

import dev.baton.itests.clients.Clients;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All of three nodes stop, and some or all come back; every counter has its newest value. */
class FullStopIT {
  @RegisterExtension final Scene scene = new Scene();

  private Nodes nodes;
  private Node a;
  private Node b;
  private Node c;
  private Clients clients;

  @BeforeEach
  void threeNodesServeTheCounter() throws Exception {
    nodes = Counting.serve(scene.nodes(3));
    a = nodes.node(1);
    b = nodes.node(2);
    c = nodes.node(3);
    clients = Counting.call(scene, nodes.all());
  }

  @Test
  void allAreKilledAndStartedInAnotherOrder() throws Exception {
    nodes.killAll();

    Nodes.startAtOnce(List.of(c, a, b));
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }
}
