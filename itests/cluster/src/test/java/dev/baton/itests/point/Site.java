package dev.baton.itests.point;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.itests.Eventually;
import dev.baton.itests.clients.Clients;
import dev.baton.itests.clients.Load;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import dev.baton.itests.history.History;
import dev.baton.itests.story.Counting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Three nodes that serve the counter, and their clients, from point to point. For one thread. */
final class Site implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final int NODES = 3;
  private static final int SHARDS = 64;

  /** A third, less what operators had moved elsewhere, and as chance has it. */
  private static final int SHARE = 6;

  private static final Pattern HELD = Pattern.compile("(?m)^node-\\d+ +\\S+ +(\\d+) ");

  private final Path directory;
  private final Nodes nodes;
  private final List<Node> byAge = new ArrayList<>();
  private String version = "1.0.0";
  private History history = new History(0, List.of());
  private Clients clients;

  /**
   * Three nodes that do not run yet.
   *
   * @param directory where all that they leave goes
   */
  Site(Path directory) throws Exception {
    this.directory = directory;
    this.nodes = Nodes.on(Scene.distribution(), directory, NODES);
  }

  /** Starts them, and has them serve the counter. */
  void start() throws Exception {
    for (Node node : nodes) {
      launch(node);
      node.awaitReady(); // so that it is known who is the oldest
    }
    nodes.node(1).deployCounter();
    Counting.awaitServed(nodes.all());
    awaitLevel();
  }

  /** All nodes, whether they run or not. */
  List<Node> nodes() {
    return nodes.all();
  }

  /** Those that run, who began first coming first. */
  List<Node> byAge() {
    return List.copyOf(byAge);
  }

  /** The version that serves. */
  String version() {
    return version;
  }

  /** Has clients call from now on. */
  void call() throws Exception {
    clients = Clients.start(nodes.all(), Load.steady());
    clients.awaitAnswersOfEveryKey(LIMIT);
  }

  /** Waits until every counter has answered. */
  void awaitAnswers() throws Exception {
    clients.awaitAnswersOfEveryKey(LIMIT);
  }

  /** Stops the clients; what they were told, now and ever, must be true. */
  void check() throws Exception {
    history = history.with(clients.stop().calls());
    history.mustBeTrue();
  }

  /** Starts a node, and waits for nothing. */
  void launch(Node node) throws IOException {
    node.launch();
    byAge.add(node);
  }

  /** Waits until a node has halted at its point. */
  void awaitHalted(Node node) throws IOException, InterruptedException {
    node.awaitHalted();
    byAge.remove(node);
  }

  /** Kills a node. */
  void kill(Node node) throws InterruptedException {
    node.kill();
    byAge.remove(node);
  }

  /** Asks a node to stop (SIGTERM); waits for nothing. */
  void askToStop(Node node) {
    node.process().process().destroy();
  }

  /** Kills all nodes, all before the end of any is awaited. */
  void killAll() throws InterruptedException {
    nodes.killAll();
    byAge.clear();
  }

  /** Starts the nodes again that do not run, one after the other. */
  void startAgain() throws Exception {
    for (Node node : nodes) {
      if (!node.process().process().isAlive()) {
        byAge.remove(node);
        launch(node);
        node.awaitReady();
      }
    }
    for (Node node : nodes) {
      node.awaitReady();
    }
  }

  /** Where the shards are, as a node says. */
  Shards shards(Node node) throws IOException {
    return new Shards(node.command("shards", "counter"));
  }

  /**
   * Waits until one version holds all shards, each of them once and with two copies, every node has
   * its share, and nothing is under way.
   */
  void awaitLevel() throws Exception {
    for (Node node : byAge) {
      Eventually.holds(LIMIT, () -> isLevel(node), () -> inWords(node));
    }
  }

  /** The version that serves is another one from now on. */
  void serves(String other) {
    version = other;
  }

  private boolean isLevel(Node node) throws IOException {
    Shards shards = shards(node);
    if (shards.all().size() != SHARDS || !shards.areHeldBy(version) || !shards.haveCopies(2)) {
      return false;
    }
    JsonNode counter = counter(node);
    return everyNodeHoldsItsShare(node)
        && counter.path("act").asText().isEmpty()
        && counter.path("staged").asText().isEmpty()
        && counter.path("version").asText().equals(version)
        && counter.path("problems").isEmpty();
  }

  /** And no shard is held twice. */
  private static boolean everyNodeHoldsItsShare(Node node) throws IOException {
    int sharing = 0;
    int held = 0;
    Matcher line = HELD.matcher(node.command("nodes"));
    while (line.find()) {
      int here = Integer.parseInt(line.group(1));
      held += here;
      sharing += here >= SHARE ? 1 : 0;
    }
    return held == SHARDS && sharing == NODES;
  }

  private static JsonNode counter(Node node) throws IOException {
    for (JsonNode service : node.status().path("services")) {
      if (service.path("name").asText().equals("counter")) {
        return service;
      }
    }
    return node.status().path("none");
  }

  private String inWords(Node node) throws IOException {
    return node
        + " sees every shard held once by "
        + version
        + ", with two copies, every node its share, and nothing under way; it says\n"
        + counter(node)
        + "\n"
        + node.command("nodes")
        + node.command("shards", "counter");
  }

  /** Changes the version and waits until that is over. */
  void change() throws Exception {
    boolean up = version.equals("1.0.0");
    Node node = byAge.get(byAge.size() - 1);
    if (up) {
      node.command("upgrade", node.example("counter-2.0.0.jar"));
    } else {
      node.command("rollback", "counter");
    }
    serves(up ? "2.0.0" : "1.0.0");
    awaitLevel();
  }

  /** Keeps what helps to find the cause of a failure. */
  void examine() throws IOException, InterruptedException {
    nodes.examine();
  }

  @Override
  public void close() throws InterruptedException {
    if (clients != null) {
      clients.close();
    }
    nodes.close();
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
