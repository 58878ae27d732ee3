package dev.baton.itests.story;

import static dev.baton.itests.story.Counting.LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.itests.Eventually;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes that were told to go on alone did, each without the other. */
class WentOnAloneIT {
  private static final HttpClient CALLER = HttpClient.newHttpClient();

  @RegisterExtension final Scene scene = new Scene();

  private Nodes nodes;
  private Node a;
  private Node b;

  @Test
  @Tag("long")
  void whatTheOneHadThatDoesNotStandIsInAFileAndReported() throws Exception {
    bothGoOnAlone();
    b.kill();

    Nodes.startAtOnce(List.of(a, b));

    mustReportWhatOneLost();
  }

  /** What the one that runs has recorded does not stand if the one that comes recorded more. */
  @Test
  @Tag("long")
  void theOneThatServesBeginsAnewWhenTheOneThatStandsComes() throws Exception {
    bothGoOnAlone();

    a.start();

    mustReportWhatOneLost();
  }

  /** One after the other; the first records more than the second. */
  private void bothGoOnAlone() throws Exception {
    nodes = Counting.serve(scene.nodes(2));
    a = nodes.node(1);
    b = nodes.node(2);
    a.command("peerlost", "continue");
    Eventually.holds(
        LIMIT,
        () -> b.command("peerlost").contains("continue"),
        () -> "node-2 says: peerlost " + b.command("peerlost"));

    b.kill();
    Counting.awaitServed(List.of(a));
    for (int i = 0; i < 5; i++) {
      increment(a, "both");
      increment(a, "a" + i);
    }
    for (int i = 0; i < 3; i++) {
      a.command("undeploy", "counter-web");
      a.deploy("counter-web-1.0.0.jar");
    }
    a.kill();
    b.start();
    Counting.awaitServed(List.of(b));
    increment(b, "both");
    increment(b, "b");
  }

  private void mustReportWhatOneLost() throws Exception {
    Counting.awaitServed(nodes.all());
    Node lost = Eventually.get(LIMIT, this::whoLost, () -> "nothing is lost");
    boolean isB = lost.equals(b);
    String all = Eventually.get(LIMIT, () -> both(lost), () -> "no report yet");
    String both = isB ? "1 (schema 1)\t5 (schema 1)" : "5 (schema 1)\t1 (schema 1)";
    assertTrue(all.contains("counts\tboth\t" + both + "\n"), all);
    assertTrue(all.contains("counts\t" + (isB ? "b" : "a0") + "\t1 (schema 1)\tnone\n"), all);
    String doctor = nodes.allBut(lost).get(0).command("doctor");
    Path text = texts(lost).findFirst().orElseThrow();
    assertTrue(doctor.contains(lost.name() + ": " + text.getParent()), doctor);
    Node stands = isB ? a : b;
    Eventually.holds(
        LIMIT, () -> lost(stands).findAny().isEmpty(), () -> lost(stands).toList().toString());
  }

  /** Which one it is depends on how much each recorded: the other one stands. */
  private Node whoLost() {
    for (Node node : nodes.all()) {
      if (texts(node).findAny().isPresent()) {
        return node;
      }
    }
    return null;
  }

  private static void increment(Node node, String counter)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(node.uri().resolve("/counter/" + counter + "/increment"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> reply = CALLER.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, reply.statusCode(), reply.body());
  }

  /** All texts, once there is the report, which is written last; else null. */
  private static String both(Node node) throws IOException {
    if (lost(node).noneMatch(file -> file.endsWith("REPORT.txt"))) {
      return null;
    }
    StringBuilder all = new StringBuilder();
    for (Path text : texts(node).toList()) {
      all.append(Files.readString(text));
    }
    return all.toString();
  }

  private static Stream<Path> texts(Node node) {
    return lost(node).filter(file -> file.toString().endsWith(".differences.txt"));
  }

  /** The files in the folders that are there now; those of shards without differences go again. */
  private static Stream<Path> lost(Node node) {
    return children(node.data().resolve("lost").toFile())
        .flatMap(WentOnAloneIT::children)
        .map(File::toPath);
  }

  private static Stream<File> children(File folder) {
    File[] children = folder.listFiles();
    return children == null ? Stream.empty() : Arrays.stream(children);
  }
}
