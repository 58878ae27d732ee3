package dev.baton.bench.cluster;

import dev.baton.demo.drive.ClusterNodes;
import dev.baton.demo.drive.Stage;
import java.io.IOException;
import java.util.List;

/** The service that is measured: counters. */
final class Example {
  private static final List<String> BUNDLES =
      List.of("counter-api-1.0.0", "counter-1.0.0", "counter-web-1.0.0");

  private Example() {}

  /** Deploys it at the first of so many nodes, and waits until each serves it. */
  static void deploy(Stage stage, ClusterNodes nodes, int count)
      throws IOException, InterruptedException {
    for (String bundle : BUNDLES) {
      nodes.node(1).operator().run("deploy", stage.distribution().example(bundle).toString());
    }
    for (int number = 1; number <= count; number++) {
      stage.awaitAnswer(nodes.address(number), "/counter/0");
    }
  }
}
