package dev.baton.itests.story;

import static dev.baton.itests.story.Counting.LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.itests.Eventually;
import dev.baton.itests.clients.Clients;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Upgrades and rollbacks of three nodes while clients call them. */
class RolloutIT {
  private static final String NEW = "counter-2.0.0.jar";
  private static final Pattern ROLLOUT = Pattern.compile("rollout (\\S+)");

  /** Fewer shards than each of three nodes holds of 64. */
  private static final int SHARE = 15;

  @RegisterExtension final Scene scene = new Scene();

  private Nodes nodes;
  private Node a;
  private Node b;
  private Clients clients;

  @BeforeEach
  void threeNodesServeTheCounter() throws Exception {
    nodes = Counting.serve(scene.nodes(3));
    a = nodes.node(1);
    b = nodes.node(2);
    clients = Counting.call(scene, nodes.all());
  }

  @Test
  void upgradeAndRollbackAtAnyNodeFailNoCall() throws Exception {
    String upgraded = b.command("upgrade", b.example(NEW));
    everyNodeMustHaveLogged(rollout(upgraded));
    clients.awaitAnswersOfEveryKey(LIMIT);
    nodes.node(3).command("rollback", "counter");
    clients.awaitAnswersOfEveryKey(LIMIT);

    Counting.mustHaveFailedNoCall(clients.stop());
  }

  @Test
  @Tag("long")
  void whatItsLeaderLeftHalfDoneIsTakenBack() throws Exception {
    a.haltAt("NODES_STAGED,COMMIT_ANSWERED:10");
    CompletableFuture<Integer> upgrade = a.begin("upgrade", a.example(NEW));
    a.awaitHalted();
    assertEquals(Node.GONE, upgrade.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    clients.awaitAnswersOfEveryKey(LIMIT);
    awaitServes(b, "1.0.0");
    a.start();
    awaitServes(a, "1.0.0");

    b.command("upgrade", b.example(NEW));
    awaitServes(a, "2.0.0");
    clients.awaitAnswersOfEveryKey(LIMIT);
    clients.stop().mustBeTrue();
  }

  @Test
  @Tag("long")
  void whatItsLeaderLeftAlmostDoneIsFinished() throws Exception {
    a.haltAt("OUTCOME_RECORDED");
    CompletableFuture<Integer> upgrade = a.begin("upgrade", a.example(NEW));
    a.awaitHalted();
    assertEquals(Node.GONE, upgrade.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    awaitServes(b, "2.0.0");
    clients.awaitAnswersOfEveryKey(LIMIT);
    a.start();
    awaitServes(a, "2.0.0");

    a.command("rollback", "counter");
    awaitServes(b, "1.0.0");
    clients.awaitAnswersOfEveryKey(LIMIT);
    clients.stop().mustBeTrue();
  }

  @Test
  @Tag("long")
  void aNodeThatEndsInTheMiddleHoldsNothingUp() throws Exception {
    Counting.awaitHolds(b, SHARE);
    b.haltAt("VERSION_STARTED,COMMIT_ANSWERED:10");
    CompletableFuture<Integer> upgrade = a.begin("upgrade", a.example(NEW));
    b.awaitHalted();
    clients.awaitAnswersOfEveryKey(LIMIT);
    int status = upgrade.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    b.start();
    awaitServes(b, status == 0 ? "2.0.0" : "1.0.0");

    if (status == 0) {
      b.command("rollback", "counter");
    } else {
      b.command("upgrade", b.example(NEW));
    }
    clients.awaitAnswersOfEveryKey(LIMIT);
    clients.stop().mustBeTrue();
  }

  /** The older version cannot read what the newer one wrote, which must not go too early. */
  @Test
  @Tag("long")
  void aRollbackWaitsForTheShardsThatADeadNodeLeft() throws Exception {
    a.command("upgrade", a.example(NEW));
    clients.awaitAnswersOfEveryKey(LIMIT);

    b.haltAt("ALL_SHARDS_MOVED");
    a.command("rollback", "counter");
    b.awaitHalted();
    awaitServes(a, "1.0.0");
    clients.awaitAnswersOfEveryKey(LIMIT);
    b.start();
    awaitServes(b, "1.0.0");

    clients.stop().mustBeTrue();
  }

  private static String rollout(String output) {
    Matcher named = ROLLOUT.matcher(output);
    assertTrue(named.find(), output);
    return named.group(1);
  }

  private void everyNodeMustHaveLogged(String rollout) throws IOException {
    String log = nodes.node(3).command("logs", "--rollout", rollout);
    for (Node each : nodes.all()) {
      assertTrue(log.lines().anyMatch(line -> line.startsWith(each.name() + " ")), log);
    }
  }

  private static void awaitServes(Node node, String version) throws Exception {
    Eventually.holds(
        LIMIT,
        () -> counter(node).equals(version),
        () -> node + " serves " + version + ", not " + node.status());
  }

  /** The version of the counter that serves; another text while two do, or a change goes on. */
  private static String counter(Node node) throws IOException {
    for (JsonNode service : node.status().path("services")) {
      if (service.path("name").asText().equals("counter")) {
        String version = service.path("version").asText();
        return service.path("staged").asText().isEmpty() && service.path("act").asText().isEmpty()
            ? version
            : version + " and more";
      }
    }
    return "none";
  }
}
