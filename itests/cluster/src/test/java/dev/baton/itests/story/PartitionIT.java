package dev.baton.itests.story;

import static dev.baton.itests.story.Counting.LIMIT;

import dev.baton.itests.Eventually;
import dev.baton.itests.clients.Clients;
import dev.baton.itests.cluster.InOwnNetwork;
import dev.baton.itests.cluster.Network;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The network between three nodes fails in part. Clients reach every node all the time. */
@InOwnNetwork
class PartitionIT {
  private static final String COUNTER = "/counter/0";
  private static final int OK = 200;

  @RegisterExtension final Scene scene = new Scene();

  private Network network;
  private Nodes nodes;
  private Node a;
  private Node b;
  private Node c;
  private Clients clients;

  @BeforeEach
  void threeNodesServeTheCounter() throws Exception {
    network = scene.network();
    nodes = Counting.serve(scene.nodes(3, network));
    a = nodes.node(1);
    b = nodes.node(2);
    c = nodes.node(3);
    clients = Counting.call(scene, nodes.all());
  }

  @Test
  void anIsolatedNodeStopsAnsweringAndComesBackWhenItIsHealed() throws Exception {
    network.isolate(c);
    Eventually.holds(LIMIT, () -> c.get(COUNTER) != OK, () -> c + " answers in a minority");
    clients.awaitAnswersOfEveryKey(LIMIT);

    allIsWellAfterHealing();
  }

  @Test
  @Tag("long")
  void theNodeThatTheServiceWasDeployedAtIsIsolated() throws Exception {
    network.isolate(a);
    clients.awaitAnswersOfEveryKey(LIMIT);

    allIsWellAfterHealing();
  }

  @Test
  @Tag("long")
  void aNodeLosesTheOthersOneAfterTheOther() throws Exception {
    network.cut(c, a);
    clients.awaitAnswersOfEveryKey(LIMIT);
    network.cut(c, b);
    clients.awaitAnswersOfEveryKey(LIMIT);

    allIsWellAfterHealing();
  }

  @Test
  @Tag("long")
  void aNodeIsHeardByNobody() throws Exception {
    network.cutOneWay(c, a);
    network.cutOneWay(c, b);
    clients.awaitAnswersOfEveryKey(LIMIT);

    allIsWellAfterHealing();
  }

  /** Those that were lost are sent again by the network, and come late. */
  @Test
  @Tag("long")
  void answersOfANodeComeLate() throws Exception {
    for (Node other : List.of(a, b)) {
      network.cutOneWay(c, other);
      clients.awaitSomebodyWaiting(Duration.ofSeconds(2), LIMIT);
      network.heal();
      clients.awaitAnswersOfEveryKey(LIMIT);
    }

    allIsWellAfterHealing();
  }

  @Test
  @Tag("long")
  void aNodeHearsNobody() throws Exception {
    network.cutOneWay(a, c);
    network.cutOneWay(b, c);
    clients.awaitAnswersOfEveryKey(LIMIT);

    allIsWellAfterHealing();
  }

  @Test
  @Tag("long")
  void oneWayBetweenTwoIsCut() throws Exception {
    network.cutOneWay(a, b);
    clients.awaitAnswersOfEveryKey(LIMIT);

    allIsWellAfterHealing();
  }

  @Test
  @Tag("long")
  void everyNodeIsAlone() throws Exception {
    network.isolate(a);
    network.cut(b, c);
    for (Node node : nodes) {
      Eventually.holds(LIMIT, () -> node.get(COUNTER) != OK, () -> node + " answers alone");
    }

    allIsWellAfterHealing();
  }

  private void allIsWellAfterHealing() throws Exception {
    network.heal();
    Counting.awaitServed(nodes.all());
    clients.awaitAnswersOfEveryKey(LIMIT);
    clients.stop().mustBeTrue();
  }
}
