package dev.baton.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.itests.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is cut does not arrive, and nothing else is lost. */
@InOwnNetwork
class NetworkIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @RegisterExtension final Scene scene = new Scene();

  private final Map<Node, Process> neighbours = new LinkedHashMap<>();
  private final Map<Node, BlockingQueue<String>> heard = new LinkedHashMap<>();
  private Network network;
  private Node a;
  private Node b;
  private Node c;
  private int said;

  @BeforeEach
  void threeNeighbours() throws Exception {
    network = scene.network();
    Nodes nodes = scene.nodes(3, network);
    a = nodes.node(1);
    b = nodes.node(2);
    c = nodes.node(3);
    for (Node node : nodes) {
      neighbours.put(node, neighbour(node));
      heard.put(node, listen(node));
    }
    for (Node from : nodes) {
      for (Node to : nodes.allBut(from)) {
        awaitFirstWord(from, to);
      }
    }
  }

  @AfterEach
  void theyGo() {
    neighbours.values().forEach(Process::destroyForcibly);
  }

  @Test
  void aWayIsCutInOneDirection() throws Exception {
    network.cutOneWay(a, b);

    int lost = say(a, b);
    assertArrives(b, a);
    assertArrives(a, c);
    assertArrives(c, b);
    network.heal();
    assertArrivesWithout(lost, a, b);
  }

  @Test
  void aPairIsCut() throws Exception {
    network.cut(a, b);

    int there = say(a, b);
    int back = say(b, a);
    assertArrives(a, c);
    assertArrives(c, a);
    assertArrives(c, b);
    network.heal();
    assertArrivesWithout(there, a, b);
    assertArrivesWithout(back, b, a);
  }

  @Test
  void aNodeIsIsolated() throws Exception {
    network.isolate(c);

    int lostByA = say(c, a);
    int lostByC = say(b, c);
    assertArrives(a, b);
    assertArrives(b, a);
    network.heal();
    assertArrivesWithout(lostByA, c, a);
    assertArrivesWithout(lostByC, b, c);
  }

  /** Datagrams on one way do not overtake one another. */
  private void assertArrivesWithout(int lost, Node from, Node to) throws Exception {
    List<String> arrived = new ArrayList<>();
    String last = text(say(from, to), from);
    while (!arrived.contains(last)) {
      arrived.add(hear(to));
    }
    assertEquals(-1, arrived.indexOf(text(lost, from)), () -> lost + " is among " + arrived);
  }

  private void assertArrives(Node from, Node to) throws Exception {
    String word = text(say(from, to), from);
    assertEquals(word, hear(to));
  }

  private String hear(Node node) throws InterruptedException {
    String word = heard.get(node).poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (word == null) {
      throw new AssertionError(node + " hears nothing");
    }
    return word;
  }

  /** What is sent before the other is there is lost. */
  private void awaitFirstWord(Node from, Node to) throws Exception {
    Eventually.holds(
        LIMIT,
        () -> {
          String word = text(say(from, to), from);
          return word.equals(heard.get(to).poll(1, TimeUnit.SECONDS));
        },
        () -> to + " hears nothing of " + from);
  }

  private int say(Node from, Node to) throws IOException {
    said++;
    var orders = neighbours.get(from).outputWriter();
    orders.write(to.host().address() + " " + text(said, from) + "\n");
    orders.flush();
    return said;
  }

  private static String text(int number, Node from) {
    return number + " from " + from;
  }

  private static Process neighbour(Node node) throws IOException {
    List<String> words = new ArrayList<>(node.host().enter());
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx32m"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(Neighbour.class.getName(), node.host().address()));
    return Commands.builder(words.toArray(String[]::new))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private BlockingQueue<String> listen(Node node) {
    BlockingQueue<String> words = new LinkedBlockingQueue<>();
    BufferedReader reader = neighbours.get(node).inputReader();
    Thread listener = new Thread(() -> reader.lines().forEach(words::add), "ear of " + node);
    listener.setDaemon(true);
    listener.start();
    return words;
  }
}
