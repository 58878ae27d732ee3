package dev.baton.itests.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.baton.itests.clients.Clients;
import dev.baton.itests.clients.Load;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Scene;
import dev.baton.itests.history.Figures;
import dev.baton.itests.history.History;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cluster of one: what a node keeps for its clients when it has nobody to help it. */
class OneNodeIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @RegisterExtension final Scene scene = new Scene();

  private Node node;

  @BeforeEach
  void aNodeServesTheCounter() throws Exception {
    node = scene.nodes(1).node(1);
    node.start();
    node.deployCounter();
  }

  @Test
  @Tag("long")
  void aKilledNodeComesBackWithAllItHasAcknowledged() throws Exception {
    Clients clients = clients();

    node.kill();
    node.start();
    clients.awaitAnswersOfEveryKey(LIMIT);

    clients.stop().mustBeTrue();
  }

  @Test
  @Tag("long")
  void aNodeThatHangsGoesOnWhereItWas() throws Exception {
    Clients clients = clients();

    node.hang(Duration.ofSeconds(2));
    clients.awaitAnswersOfEveryKey(LIMIT);

    Figures figures = clients.stop().mustBeTrue().figures();
    assertEquals(0, figures.failed() + figures.unknown(), figures::toString);
  }

  @Test
  @Tag("long")
  void upgradeAndRollbackFailNoCall() throws Exception {
    Clients clients = clients();

    node.command("upgrade", node.example("counter-2.0.0.jar"));
    clients.awaitAnswersOfEveryKey(LIMIT);
    node.command("rollback", "counter");
    clients.awaitAnswersOfEveryKey(LIMIT);

    Figures figures = clients.stop().mustBeTrue().figures();
    assertEquals(0, figures.failed() + figures.unknown(), figures::toString);
  }

  /** The fault is planted: the history would show it if a node did this by itself. */
  @Test
  void anOlderStorePutInItsPlaceIsNoticed() throws Exception {
    History first = clients().stop();
    node.stop();
    node.keep();
    node.start();
    History sound = first.with(clients().stop().calls()).mustBeTrue();

    node.stop();
    node.putBack();
    node.start();
    History all = sound.with(clients().stop().calls());

    assertFalse(all.faults().isEmpty(), "nothing was noticed in " + all.figures());
  }

  private Clients clients() throws Exception {
    Clients clients = scene.clients(List.of(node), Load.steady());
    clients.awaitAnswersOfEveryKey(LIMIT);
    return clients;
  }
}
