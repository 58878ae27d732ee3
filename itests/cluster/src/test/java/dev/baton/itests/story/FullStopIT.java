package dev.baton.itests.story;

import static dev.baton.itests.story.Counting.LIMIT;

import dev.baton.itests.clients.Clients;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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
    clients.awaitAnswersOfEveryKey(LIMIT);
    nodes.killAll();

    b.launch();
    c.launch();
    clients.awaitAnswersOfEveryKey(LIMIT);
    a.start();
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
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
