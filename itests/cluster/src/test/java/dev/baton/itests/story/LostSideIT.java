package dev.baton.itests.story;

import static dev.baton.itests.story.Counting.LIMIT;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.itests.Eventually;
import dev.baton.itests.clients.Clients;
import dev.baton.itests.cluster.InOwnNetwork;
import dev.baton.itests.cluster.Network;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one side of a split has stored, and the others went on without, is kept and reported. */
@InOwnNetwork
class LostSideIT {
  private static final int OK = 200;

  @RegisterExtension final Scene scene = new Scene();

  @Test
  @Tag("long")
  void whatTheSideHadThatLostIsInAFileAndReportedUntilItIsDeleted() throws Exception {
    Network network = scene.network();
    Nodes nodes = Counting.serve(scene.nodes(3, network));
    Node a = nodes.node(1);
    Node c = nodes.node(3);
    Eventually.holds(
        LIMIT,
        () -> a.command("shards", "counter").contains(" node-3 "),
        () -> a.command("shards", "counter"));
    Clients clients = Counting.call(scene, nodes.all());

    network.isolate(c);
    Eventually.holds(LIMIT, () -> c.get("/counter/0") != OK, () -> c + " answers in a minority");
    clients.awaitAnswersOfEveryKey(LIMIT);
    network.heal();
    Path lost = c.data().resolve("lost");
    Eventually.holds(LIMIT, () -> Files.isDirectory(lost), () -> "nothing is set aside");
    Counting.awaitServed(nodes.all());
    clients.awaitAnswersOfEveryKey(LIMIT);
    clients.stop().mustBeTrue();

    Path report =
        Eventually.get(LIMIT, () -> reports(lost).findFirst().orElse(null), () -> "no " + lost);
    assertTrue(Files.readString(report).contains("are not, or not so, in the cluster"));
    String doctor = a.command("doctor");
    assertTrue(doctor.contains("node-3: " + report.getParent()), doctor);
    try (Stream<Path> files = Files.list(report.getParent())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(report.getParent());
    String after = a.command("doctor");
    assertFalse(after.contains("/lost/"), after);
  }

  private static Stream<Path> reports(Path lost) throws IOException {
    if (!Files.isDirectory(lost)) {
      return Stream.empty();
    }
    try (Stream<Path> folders = Files.list(lost)) {
      return folders
          .map(each -> each.resolve("REPORT.txt"))
          .filter(Files::exists)
          .toList()
          .stream();
    }
  }
}
