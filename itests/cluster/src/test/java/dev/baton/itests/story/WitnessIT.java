package dev.baton.itests.story;

import static dev.baton.itests.story.Counting.LIMIT;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.itests.Eventually;
import dev.baton.itests.clients.Clients;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes and a witness. */
class WitnessIT {
  @RegisterExtension final Scene scene = new Scene();

  @Test
  void theSurvivorOfTwoGoesOnWhenAWitnessVotes() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(2));
    Node survivor = nodes.node(1);
    Node witness = nodes.add();
    witness.witness();
    Eventually.holds(
        LIMIT,
        () -> survivor.command("nodes").contains("votes"),
        () -> "no witness among\n" + survivor.command("nodes"));
    Clients clients = Counting.call(scene, nodes.allBut(witness));

    nodes.node(2).kill();
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
    assertTrue(survivor.command("doctor").contains("one copy only"), survivor.command("doctor"));
  }
}
