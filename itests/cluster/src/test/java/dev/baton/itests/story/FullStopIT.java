package dev.baton.itests.story;

import static dev.baton.itests.story.Counting.LIMIT;

import dev.baton.itests.Eventually;
import dev.baton.itests.clients.Clients;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All of three nodes stop, and some or all come back; every counter has its newest value. */
class FullStopIT {
  private static final long SEED = 3;
  private static final int ROUNDS = 4;

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

  @Test
  @Tag("long")
  void oneAfterTheOtherIsStoppedAndStarted() throws Exception {
    a.stop();
    b.stop();
    c.stop();

    // The one that went first knows least.
    a.launch();
    b.launch();
    c.launch();
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }

  /** None hands anything to another one that stops as well, and none waits for that. */
  @Test
  @Tag("long")
  void allAreStoppedAtOnceAndTwoOfThemStarted() throws Exception {
    Nodes.stopAtOnce(nodes.all());

    Nodes.startAtOnce(List.of(a, b));
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }

  /** Any majority serves what all have acknowledged. */
  @Test
  @Tag("long")
  void allAreKilledAgainAndAgainAndAnyOfThemStarted() throws Exception {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      nodes.killAll();
      List<Node> order = new ArrayList<>(nodes.all());
      Collections.shuffle(order, random);
      int first = 2 + random.nextInt(2);
      Nodes.startAtOnce(order.subList(0, first));
      clients.awaitAnswersOfEveryKey(LIMIT);
      Nodes.startAtOnce(order.subList(first, order.size()));
    }
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }

  @Test
  @Tag("long")
  void oneIsMissing() throws Exception {
    nodes.killAll();

    Nodes.startAtOnce(List.of(a, c));
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }

  @Test
  @Tag("long")
  void oneComesBackWithOlderState() throws Exception {
    b.kill();
    awaitTwoCopies("node-1, node-3");
    nodes.killAll();

    b.launch();
    c.launch();
    clients.awaitAnswersOfEveryKey(LIMIT);
    a.start();
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }

  /**
   * Two of three machines burn, one after the other: the last one has all of it, and no majority.
   */
  @Test
  @Tag("long")
  void theLastOneGoesOnIfItIsForcedTo() throws Exception {
    c.kill();
    awaitTwoCopies("node-1, node-2");
    b.kill();
    a.kill();
    b.loseData();
    c.loseData();

    a.launchForced();
    a.awaitReady();
    b.start();
    c.start();
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }

  private void awaitTwoCopies(String copies) throws Exception {
    Eventually.holds(
        LIMIT,
        () -> a.command("shards").lines().skip(1).allMatch(line -> line.contains(copies)),
        () -> "all shards have two copies: " + a.command("shards"));
  }

  @Test
  @Tag("long")
  void aStoreIsLost() throws Exception {
    nodes.killAll();
    b.loseData();

    nodes.startAtOnce();
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }
}
