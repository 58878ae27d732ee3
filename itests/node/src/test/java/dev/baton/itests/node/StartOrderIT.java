package dev.baton.itests.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.itests.Distribution;
import dev.baton.itests.Eventually;
import dev.baton.itests.NodeProcess;
import dev.baton.itests.Output;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that need one another, on a node where not all of them are there. */
class StartOrderIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @Test
  void whatAStartGaveUpServesWhenWhatItNeedsIsDeployed() throws Exception {
    Distribution distribution = Distribution.unpack(directory.resolve("baton"));
    Path data = directory.resolve("data");
    try (NodeProcess node = NodeProcess.start(distribution, data)) {
      done(node, "deploy", distribution.example("counter-api-1.0.0.jar").toString());
      done(node, "deploy", distribution.example("counter-1.0.0.jar").toString());
      done(node, "deploy", distribution.example("counter-web-1.0.0.jar").toString());
      done(node, "undeploy", "counter");
      node.stop();
    }
    try (NodeProcess node = NodeProcess.start(distribution, data)) {
      Output status = node.command("status");
      assertTrue(status.out().contains("counter-web does not serve: "), status.out());

      done(node, "deploy", distribution.example("counter-1.0.0.jar").toString());

      Eventually.holds(
          LIMIT,
          () -> !node.command("status").out().contains("does not serve"),
          () -> node.command("status").out());
    }
  }

  private static void done(NodeProcess node, String... words) throws Exception {
    Output output = node.command(words);
    assertEquals(0, output.status(), output.err());
  }
}
