package dev.baton.itests.cluster;

import dev.baton.itests.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The nodes of one cluster, {@code node-1}, {@code node-2} and so on; none is started by itself.
 * Each has a directory of its own and is told where all the others are.
 */
public final class Nodes implements Iterable<Node>, AutoCloseable {
  /** Starts in a third of the time, for a process that lives for seconds. */
  private static final List<String> SHORT_LIFE =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");

  private final Distribution distribution;
  private final Path directory;
  private final Hosts hosts;
  private final List<Node> nodes = new ArrayList<>();
  private List<String> javaOptions = SHORT_LIFE;
  private Path userConfig; // null if there is none

  /** Where the next node runs. */
  interface Hosts {
    Host next() throws IOException, InterruptedException;
  }

  /**
   * Nodes of a distribution.
   *
   * @param directory where their directories go
   */
  Nodes(Distribution distribution, Path directory, Hosts hosts) {
    this.distribution = distribution;
    this.directory = directory;
    this.hosts = hosts;
  }

  /**
   * Nodes on loopback.
   *
   * @param directory where their directories go
   */
  public static Nodes on(Distribution distribution, Path directory, int count) throws Exception {
    return new Nodes(distribution, directory, () -> Host.LOOPBACK).grow(count);
  }

  /** Gives the Java of processes to come these options, instead of those for a short life. */
  public Nodes javaOptions(String... options) {
    javaOptions = List.of(options);
    return this;
  }

  /** Adds so many. */
  Nodes grow(int count) throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      add();
    }
    return this;
  }

  /** One more node, not started. Those that run are not told. */
  public Node add() throws IOException, InterruptedException {
    String name = "node-" + (nodes.size() + 1);
    Host host = hosts.next();
    Node[] self = new Node[1];
    self[0] =
        new Node(
            name, distribution, directory.resolve(name), host, () -> joins(self[0]), this::options);
    nodes.add(self[0]);
    return self[0];
  }

  /**
   * Has nodes find each other by a configuration of Hazelcast that is a user's own, with this in
   * it, instead of {@code --join}.
   *
   * @param more what else it says, two spaces to a level
   */
  public Nodes foundByHazelcast(String more) throws IOException {
    String members = nodes.stream().map(Node::member).collect(Collectors.joining(", "));
    String yaml =
        """
        hazelcast:
          network:
            join:
              auto-detection: {enabled: false}
              tcp-ip: {enabled: true, member-list: [%s]}
        """
            .formatted(members);
    Files.createDirectories(directory);
    userConfig = Files.writeString(directory.resolve("hazelcast.yaml"), yaml + more);
    return this;
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(javaOptions);
    if (userConfig != null) {
      options.add("-Dbaton.cluster.config=" + userConfig);
    }
    return options;
  }

  private List<String> joins(Node self) {
    if (userConfig != null) {
      return List.of("--cluster", self.member());
    }
    String others =
        nodes.stream()
            .filter(node -> node != self)
            .map(Node::member)
            .collect(Collectors.joining(","));
    return others.isEmpty() ? List.of() : List.of("--cluster", self.member(), "--join", others);
  }

  /** A node by its number, from 1. */
  public Node node(int number) {
    return nodes.get(number - 1);
  }

  /** All nodes. */
  public List<Node> all() {
    return List.copyOf(nodes);
  }

  /** All nodes but these. */
  public List<Node> allBut(Node... these) {
    return nodes.stream().filter(node -> !List.of(these).contains(node)).toList();
  }

  @Override
  public Iterator<Node> iterator() {
    return all().iterator();
  }

  /** Starts all at once, and waits until each is ready. */
  public void startAtOnce() throws Exception {
    startAtOnce(nodes);
  }

  /** Starts one after the other, each when the one before is ready. */
  public void startOneByOne() throws Exception {
    for (Node node : nodes) {
      node.start();
    }
  }

  /** Starts them in this order, each at once after the other, and waits until each is ready. */
  public static void startAtOnce(List<Node> nodes) throws Exception {
    for (Node node : nodes) {
      node.launch();
    }
    for (Node node : nodes) {
      node.awaitReady();
    }
  }

  /** Stops them, all being told before the end of any is awaited. */
  public static void stopAtOnce(List<Node> nodes) throws IOException, InterruptedException {
    nodes.forEach(Node::tellToStop);
    for (Node node : nodes) {
      node.awaitEnd();
    }
  }

  /** Kills those that run, all before the end of any is awaited. */
  public void killAll() throws InterruptedException {
    nodes.forEach(node -> node.process().process().destroyForcibly());
    for (Node node : nodes) {
      node.kill();
    }
  }

  /** Keeps what helps to find the cause of a failure: status and threads of those that run. */
  public void examine() throws IOException, InterruptedException {
    for (Node node : nodes) {
      node.examine();
    }
  }

  /** Ends all processes. */
  @Override
  public void close() throws InterruptedException {
    for (Node node : nodes) {
      node.end();
    }
  }
}
