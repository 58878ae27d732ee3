package dev.baton.itests.story;

import static dev.baton.itests.story.Counting.LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.itests.Eventually;
import dev.baton.itests.Output;
import dev.baton.itests.clients.Clients;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator does so that nothing happens at night. */
class CareIT {
  @RegisterExtension final Scene scene = new Scene();

  @Test
  void aDrillProvesThatEveryShardCouldBeTakenOverWhileClientsCall() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(2));
    Clients clients = Counting.call(scene, nodes.all());

    String drilled = nodes.node(1).command("drill");
    assertTrue(drilled.contains("64 shards"), drilled);
    String one = nodes.node(1).command("drill", "node-2");
    assertTrue(one.contains("shards with"), one);
    nodes.node(1).command("drain", "node-2");
    Output alone = nodes.node(1).ask("drill");
    assertEquals(1, alone.status(), alone.toString());
    assertTrue(alone.err().contains("not being drained keeps a copy (shards 0-63)"), alone.err());

    Counting.mustHaveFailedNoCall(clients.stop());
  }

  @Test
  @Tag("long")
  void drillsRunByThemselvesAndDoctorSaysWhatCouldNotBeTakenOver() throws Exception {
    Nodes nodes = scene.nodes(2);
    for (Node node : nodes) {
      node.launch("-Dbaton.drill.every=2s");
    }
    for (Node node : nodes) {
      node.awaitReady();
    }
    nodes.node(1).deployCounter();
    Counting.awaitServed(nodes.all());
    Clients clients = Counting.call(scene, nodes.all());
    Node first = nodes.node(1);

    Eventually.holds(
        LIMIT,
        () -> first.command("logs").contains("could be taken over; to compare one"),
        () -> "no drill went well:\n" + first.command("logs"));
    first.command("drain", "node-2");
    Eventually.holds(
        LIMIT,
        () -> first.command("doctor").contains("node-1: The last drill: 0 shards"),
        () -> "doctor says:\n" + first.command("doctor"));
    first.command("undrain", "node-2");
    Eventually.holds(
        LIMIT,
        () -> !first.command("doctor").contains("The last drill"),
        () -> "doctor says:\n" + first.command("doctor"));

    Counting.mustHaveFailedNoCall(clients.stop());
  }

  @Test
  @Tag("long")
  void anUpgradeWaitsForADrillThatGoesWellIfThatIsWished() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(2));
    Clients clients = Counting.call(scene, nodes.all());
    Node first = nodes.node(1);
    String next = first.example("counter-2.0.0.jar");

    first.command("drain", "node-2");
    Output refused = first.ask("upgrade", "--drill", next);
    assertEquals(1, refused.status(), refused.toString());
    assertTrue(refused.err().contains("could be taken over, and others could not"), refused.err());
    assertTrue(first.command("status", "counter").contains("1.0.0"));
    first.command("undrain", "node-2");
    Eventually.holds(
        LIMIT,
        () -> first.ask("upgrade", "--drill", next).status() == 0,
        () -> "not upgraded:\n" + first.command("doctor"));

    Counting.mustHaveFailedNoCall(clients.stop());
  }

  @Test
  @Tag("long")
  void whatWasMovedByHandIsMadeEvenAgain() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(2));
    Clients clients = Counting.call(scene, nodes.all());
    Node first = nodes.node(1);
    first.command("drain", "node-2");
    first.command("undrain", "node-2");

    String evened = first.command("rebalance");
    assertTrue(evened.contains("moved") || evened.contains("more even"), evened);
    Eventually.holds(
        LIMIT,
        () -> first.command("rebalance").contains("no shard was moved"),
        () -> "not even:\n" + first.command("nodes"));

    Counting.mustHaveFailedNoCall(clients.stop());
  }

  @Test
  void aNodeAloneOfTwoSaysForWhomItWaitsAndServesWhenTheyCome() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(2));
    nodes.killAll();
    Node first = nodes.node(1);

    first.launch();
    Eventually.holds(
        LIMIT,
        () -> first.process().out().contains("Baton node-1 waits: a majority of the 2 nodes"),
        () -> "it says " + first.process().out());
    String doctor = first.command("doctor");
    assertTrue(doctor.contains("missing: node-2"), doctor);
    nodes.node(2).launch();
    first.awaitReady();
    nodes.node(2).awaitReady();
    Counting.awaitServed(nodes.all());
  }
}
