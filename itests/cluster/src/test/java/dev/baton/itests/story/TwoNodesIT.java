package dev.baton.itests.story;

import static dev.baton.itests.story.Counting.LIMIT;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.itests.Eventually;
import dev.baton.itests.clients.Clients;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes, of which neither is a majority. */
class TwoNodesIT {
  @RegisterExtension final Scene scene = new Scene();

  @Test
  @Tag("long")
  void theSurvivorStopsAnsweringUntilTheOtherIsBack() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(2));
    Node survivor = nodes.node(1);
    Clients clients = Counting.call(scene, nodes.all());

    nodes.node(2).kill();
    Eventually.holds(
        LIMIT, () -> survivor.get("/counter/0") != 200, () -> "the survivor answers alone");
    nodes.node(2).launch();
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }

  @Test
  @Tag("long")
  void oneIsStoppedAndStartedAgainAndTheOtherOneServes() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(2));
    Node stays = nodes.node(1);
    Clients clients = Counting.call(scene, List.of(stays));

    nodes.node(2).stop();
    clients.awaitAnswersOfEveryKey(LIMIT);
    assertTrue(stays.command("nodes").contains("stopped"), stays.command("nodes"));
    nodes.node(2).start();
    Counting.awaitServed(nodes.all());
    clients.awaitAnswersOfEveryKey(LIMIT);

    Counting.mustHaveFailedNoCall(clients.stop());
  }
}
