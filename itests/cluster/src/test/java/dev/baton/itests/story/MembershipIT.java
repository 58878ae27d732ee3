package dev.baton.itests.story;

import static dev.baton.itests.story.Counting.LIMIT;

import dev.baton.itests.clients.Clients;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import dev.baton.itests.history.History;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes come and go as an operator wishes, and no call fails. */
class MembershipIT {
  @RegisterExtension final Scene scene = new Scene();

  @Test
  @Tag("long")
  void nodesStartedOneByOneServeWhatIsDeployedAtTheLast() throws Exception {
    Nodes nodes = scene.nodes(3);
    nodes.startOneByOne();
    nodes.node(3).deployCounter();
    Counting.awaitServed(nodes.all());

    Counting.mustHaveFailedNoCall(Counting.call(scene, nodes.all()).stop());
  }

  @Test
  void aFourthNodeTakesItsShare() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(3));
    Clients clients = Counting.call(scene, nodes.all());

    Node fourth = nodes.add();
    fourth.start();
    Counting.awaitServed(List.of(fourth));
    clients.awaitAnswersOfEveryKey(LIMIT);

    Counting.mustHaveFailedNoCall(clients.stop());
    Counting.mustHaveFailedNoCall(afterwards(fourth, clients));
  }

  /** The map moves its partitions while shards are made in it. */
  @Test
  @Tag("long")
  void aServiceIsDeployedWhileANodeJoins() throws Exception {
    Nodes nodes = scene.nodes(3);
    nodes.startAtOnce();
    Node fourth = nodes.add();
    fourth.launch();
    nodes.node(1).deployCounter();
    fourth.awaitReady();
    Counting.awaitServed(nodes.all());

    Counting.call(scene, nodes.all()).stop().mustBeTrue();
  }

  @Test
  void aNodeThatIsStoppedLeavesWithoutAFailedCall() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(3));
    Clients clients = Counting.call(scene, nodes.allBut(nodes.node(2)));

    nodes.node(2).stop();
    clients.awaitAnswersOfEveryKey(LIMIT);

    Counting.mustHaveFailedNoCall(clients.stop());
  }

  @Test
  @Tag("long")
  void allNodesAreDrainedOneAfterTheOther() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(3));
    Clients clients = Counting.call(scene, nodes.all());

    for (Node node : nodes) {
      nodes.node(1).command("drain", node.name());
      clients.awaitAnswersOfEveryKey(LIMIT);
      nodes.node(1).command("undrain", node.name());
      clients.awaitAnswersOfEveryKey(LIMIT);
    }

    Counting.mustHaveFailedNoCall(clients.stop());
  }

  /** What one node answers alone after the clients of all have been stopped. */
  private History afterwards(Node node, Clients before) throws Exception {
    return before.history().with(Counting.call(scene, List.of(node)).stop().calls());
  }
}
