package dev.baton.itests.story;

import static dev.baton.itests.story.Counting.LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.itests.clients.Clients;
import dev.baton.itests.cluster.Node;
import dev.baton.itests.cluster.Nodes;
import dev.baton.itests.cluster.Scene;
import dev.baton.itests.history.Call;
import dev.baton.itests.history.History;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes are backed up while they serve, and brought back on fewer. */
class BackupIT {
  private static final int OK = 200;
  private static final HttpClient READER = HttpClient.newHttpClient();

  @RegisterExtension final Scene scene = new Scene();

  @TempDir private Path directory;

  @Test
  void threeNodesAreBackedUpUnderLoadAndBroughtBackOnTwo() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(3));
    Node a = nodes.node(1);
    Node b = nodes.node(2);
    Clients clients = Counting.call(scene, nodes.all());

    long begin = System.nanoTime();
    String backup = directory.resolve("nightly").toString();
    b.command("backup", backup);
    long end = System.nanoTime();
    clients.awaitAnswersOfEveryKey(LIMIT);
    History history = clients.stop();
    Counting.mustHaveFailedNoCall(history);

    nodes.killAll();
    a.loseData();
    b.loseData();
    Nodes.startAtOnce(List.of(a, b));
    b.command("restore", backup);
    Counting.awaitServed(List.of(a, b));
    mustHold(a, history, begin, end);

    a.kill();
    a.start();
    Counting.awaitServed(List.of(a, b));
    mustHold(a, history, begin, end);
  }

  @Test
  @Tag("long")
  void aNodeThatDiesInABackupIsLeftForThoseThatHaveItsShards() throws Exception {
    Nodes nodes = Counting.serve(scene.nodes(3));
    Node a = nodes.node(1);
    Node c = nodes.node(3);
    Clients clients = Counting.call(scene, nodes.all());

    Thread killing =
        new Thread(
            () -> {
              try {
                c.kill();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    killing.start();
    long begin = System.nanoTime();
    String backup = directory.resolve("nightly").toString();
    a.command("backup", backup);
    long end = System.nanoTime();
    killing.join();
    History history = clients.stop().mustBeTrue();

    nodes.killAll();
    a.loseData();
    a.start();
    a.command("restore", backup);
    Counting.awaitServed(List.of(a));
    mustHold(a, history, begin, end);
  }

  /** What was answered before the backup began is in it, and nothing that began after it ended. */
  private static void mustHold(Node node, History history, long begin, long end)
      throws IOException, InterruptedException {
    for (String key : history.calls().stream().map(Call::key).distinct().toList()) {
      long least = increments(history, key, call -> call.isOk() && call.end() < begin);
      long most = increments(history, key, call -> call.begin() < end);
      HttpRequest request = HttpRequest.newBuilder(node.uri().resolve("/counter/" + key)).build();
      HttpResponse<String> reply = READER.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(OK, reply.statusCode(), reply.body());
      long value = Long.parseLong(reply.body());
      assertTrue(
          least <= value && value <= most,
          "counter " + key + " was " + least + " to " + most + " and is " + value);
    }
  }

  private static long increments(History history, String key, Predicate<Call> which) {
    return history.calls().stream()
        .filter(call -> call.key().equals(key) && call.increment())
        .filter(which)
        .count();
  }
}
