package dev.baton.itests.story;

import static dev.baton.itests.story.Counting.LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.itests.Output;
import dev.baton.itests.clients.Clients;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import dev.baton.itests.history.History;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

  /** As a machine boots before anybody has told it of the others. */
  @Test
  @Tag("long")
  void aNodeThatRanAloneBeforeAnythingWasDeployedJoins() throws Exception {
    Nodes nodes = scene.nodes(2);
    Node early = nodes.node(2);
    early.start();
    early.stop();
    early.start();
    early.stop();
    nodes.node(1).start();
    nodes.node(1).deployCounter();

    early.start();
    Counting.awaitServed(nodes.all());

    Counting.mustHaveFailedNoCall(Counting.call(scene, nodes.all()).stop());
  }

  @Test
  @Tag("long")
  void nodesFindEachOtherByAUsersOwnConfigurationOfHazelcast() throws Exception {
    Nodes nodes =
        scene
            .nodes(2)
            .foundByHazelcast("  cluster-name: mine\n  map: {default: {backup-count: 5}}\n");

    Counting.serve(nodes);
    Counting.mustHaveFailedNoCall(Counting.call(scene, nodes.all()).stop());
    String log = nodes.node(1).command("logs");
    assertTrue(log.contains("cluster-name, map"), log);
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

  @Test
  @Tag("long")
  void twoNodesLeaveAtOnce() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(3));
    Node stays = nodes.node(1);
    List<Node> leaving = nodes.allBut(stays);
    Clients clients = Counting.call(scene, List.of(stays));

    assertEquals(List.of(0, 0), drain(stays, leaving));
    clients.awaitAnswersOfEveryKey(LIMIT);
    for (Node node : leaving) {
      stays.command("undrain", node.name());
    }
    clients.awaitAnswersOfEveryKey(LIMIT);
    Nodes.stopAtOnce(leaving);
    clients.awaitAnswersOfEveryKey(LIMIT);
    Nodes.startAtOnce(leaving);
    Counting.awaitServed(nodes.all());
    clients.awaitAnswersOfEveryKey(LIMIT);

    Counting.mustHaveFailedNoCall(clients.stop());
  }

  @Test
  @Tag("long")
  void ofTwoNodesThatAreDrainedAtOnceOneServesOn() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(2));
    Clients clients = Counting.call(scene, nodes.all());

    assertEquals(List.of(0, 1), drain(nodes.node(1), nodes.all()));
    clients.awaitAnswersOfEveryKey(LIMIT);

    Counting.mustHaveFailedNoCall(clients.stop());
  }

  @Test
  @Tag("long")
  void aDrainThatTakesLongerThanItMaySaysSoAndGoesOn() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(2));
    Clients clients = Counting.call(scene, nodes.all());

    Output late = nodes.node(1).ask("drain", "node-2", "--timeout", "1ms");
    assertEquals(1, late.status(), late.toString());
    assertTrue(late.err().contains("it goes on handing them over"), late.err());
    Counting.awaitHolds(nodes.node(1), 64);

    Counting.mustHaveFailedNoCall(clients.stop());
  }

  @Test
  @Tag("long")
  void aDeadNodeIsForgotten() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(3));
    Node first = nodes.node(1);
    Node dead = nodes.node(3);
    Clients clients = Counting.call(scene, nodes.allBut(dead));

    Output there = first.ask("forget", dead.name());
    assertEquals(1, there.status(), there.toString());
    assertTrue(there.err().contains("is there; drain it instead"), there.err());
    dead.kill();
    clients.awaitAnswersOfEveryKey(LIMIT);
    first.command("forget", dead.name());
    assertFalse(first.command("nodes").contains(dead.name()), first.command("nodes"));

    clients.stop().mustBeTrue();
  }

  /** Drains all of these at once; how that ended, in the order of the figures. */
  private static List<Integer> drain(Node at, List<Node> nodes) throws Exception {
    List<Integer> ends = new ArrayList<>();
    for (CompletableFuture<Integer> each :
        nodes.stream().map(node -> at.begin("drain", node.name())).toList()) {
      ends.add(each.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }
    Collections.sort(ends);
    return ends;
  }

  /** What one node answers alone after the clients of all have been stopped. */
  private History afterwards(Node node, Clients before) throws Exception {
    return before.history().with(Counting.call(scene, List.of(node)).stop().calls());
  }
}
