package dev.baton.itests.story;

import dev.baton.itests.Eventually;
import dev.baton.itests.clients.Clients;
import dev.baton.itests.clients.Load;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import dev.baton.itests.history.Figures;
import dev.baton.itests.history.History;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What stories of the counter begin and end with. */
public final class Counting {
  /** How long something may take that is not measured here. */
  public static final Duration LIMIT = Duration.ofSeconds(40);

  private static final String COUNTER = "/counter/0";
  private static final int OK = 200;

  private Counting() {}

  /** Starts all nodes at once, deploys the counter at the first, and waits until all serve it. */
  public static Nodes serve(Nodes nodes) throws Exception {
    nodes.startAtOnce();
    nodes.node(1).deployCounter();
    awaitServed(nodes.all());
    return nodes;
  }

  /** Waits until each of the nodes serves the counter, wherever its shards are. */
  public static void awaitServed(List<Node> nodes) throws Exception {
    for (Node node : nodes) {
      Eventually.holds(
          LIMIT, () -> node.get(COUNTER) == OK, () -> node + " answers " + node.get(COUNTER));
    }
  }

  /** Waits until a node holds so many shards of the counter, or more. */
  public static void awaitHolds(Node node, int shards) throws Exception {
    Eventually.holds(
        LIMIT,
        () -> held(node) >= shards,
        () -> node + " holds " + held(node) + " shards, not " + shards);
  }

  private static long held(Node node) throws IOException {
    return node.command("shards", "counter")
        .lines()
        .filter(line -> line.matches("counter#[0-9]+ +" + node.name() + " .*"))
        .count();
  }

  /** Clients of all these nodes, when every counter has answered. */
  public static Clients call(Scene scene, List<Node> nodes) throws Exception {
    Clients clients = scene.clients(nodes, Load.steady());
    clients.awaitAnswersOfEveryKey(LIMIT);
    return clients;
  }

  /** The history must be true, and no call may have failed. */
  public static void mustHaveFailedNoCall(History history) {
    Figures figures = history.mustBeTrue().figures();
    if (figures.failed() + figures.unknown() > 0) {
      throw new AssertionError("Calls failed: " + figures);
    }
  }
}
