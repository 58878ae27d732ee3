package dev.baton.itests.story;

import static dev.baton.itests.story.Counting.LIMIT;

import dev.baton.itests.Eventually;
import dev.baton.itests.clients.Clients;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One of three nodes dies or hangs; the others answer, and nothing acknowledged is lost. */
class FailoverIT {
  /** Of a batch, which is sent again then. */
  private static final Duration SHORTER_THAN_THE_TIME_OUT = Duration.ofMillis(100);

  private static final Duration SHORTER_THAN_THE_HEARTBEAT = Duration.ofSeconds(2);
  private static final Duration LONGER_THAN_THE_HEARTBEAT = Duration.ofSeconds(12);

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
  void survivorsAnswerWhenANodeIsKilledAndItComesBack() throws Exception {
    b.kill();
    clients.awaitAnswersOfEveryKey(LIMIT);
    awaitLogged(a, "Took over");

    b.start();
    Counting.awaitServed(nodes.all());
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }

  /** By whichever node. */
  private static void awaitLogged(Node asked, String words) throws Exception {
    Eventually.holds(
        LIMIT,
        () -> asked.command("logs").contains(words),
        () -> "somebody logs '" + words + "', but all logs are\n" + asked.command("logs"));
  }

  @Test
  @Tag("long")
  void theNodeThatTheServiceWasDeployedAtIsNothingSpecial() throws Exception {
    a.kill();
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }

  @Test
  @Tag("long")
  void oneAfterTheOtherIsKilledAndStarted() throws Exception {
    for (Node node : nodes) {
      node.kill();
      clients.awaitAnswersOfEveryKey(LIMIT);
      node.start();
      clients.awaitAnswersOfEveryKey(LIMIT);
    }

    clients.stop().mustBeTrue();
  }

  /** What the stopped copy does not have must not have been acknowledged. */
  @Test
  @Tag("long")
  void aNodeStallsAndAnotherIsKilledAtOnce() throws Exception {
    c.pause();
    clients.awaitSomebodyWaiting(SHORTER_THAN_THE_TIME_OUT, LIMIT);
    a.kill();
    c.resume();
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }

  /** As before; but what it does not have was sent to it again and again. */
  @Test
  @Tag("long")
  void aNodeThatHungComesBackWhenAnotherIsKilled() throws Exception {
    c.pause();
    clients.awaitSomebodyWaiting(SHORTER_THAN_THE_HEARTBEAT, LIMIT);
    a.kill();
    c.resume();
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }

  @Test
  @Tag("long")
  void aNodeThatHungForLongComesBackWhenAnotherIsKilled() throws Exception {
    c.pause();
    clients.awaitAnswersOfEveryKey(LIMIT);
    a.kill();
    c.resume();
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }

  @Test
  @Tag("long")
  void aHungNodeIsReplacedAndFindsItselfReplaced() throws Exception {
    b.pause();
    clients.awaitAnswersOfEveryKey(LIMIT);
    b.resume();
    Counting.awaitServed(nodes.all());
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }

  @Test
  @Tag("long")
  void everyNodeHangsOnce() throws Exception {
    for (Node node : nodes) {
      node.hang(LONGER_THAN_THE_HEARTBEAT);
      clients.awaitAnswersOfEveryKey(LIMIT);
    }

    clients.stop().mustBeTrue();
  }
}
