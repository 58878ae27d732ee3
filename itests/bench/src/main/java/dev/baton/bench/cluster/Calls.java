package dev.baton.bench.cluster;

import dev.baton.bench.probe.Pace;
import dev.baton.demo.drive.ClusterNodes;
import dev.baton.demo.drive.Operator;
import dev.baton.demo.drive.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls made inside a node of two, by a bundle: of a shard that is held there against one that the
 * other node holds, and increments by many callers against a plain Hazelcast map with as many
 * copies. For one thread.
 */
final class Calls {
  private static final int NODES = 2;
  private static final int CALLERS = 64;
  private static final int KEYS = 10_000;
  private static final Duration WARM_UP = Duration.ofSeconds(8);

  /** Writes go through so much code that it is long before all of it is compiled at length. */
  private static final Duration WARM_UP_WRITES = Duration.ofSeconds(60);

  private static final Duration TIME = Duration.ofSeconds(5);
  private static final Duration LIMIT = WARM_UP_WRITES.multipliedBy(2);
  private static final int OK = 200;

  /**
   * What one pair each yields; {@code get} is of a plain Hazelcast map; {@code hot} is of one
   * counter that the node of the callers holds, {@code hotFar} of one that the other holds.
   */
  record Yield(
      List<Pace> local,
      List<Pace> remote,
      List<Pace> get,
      List<Pace> increments,
      List<Pace> plain,
      List<Pace> hot,
      List<Pace> plainHot,
      List<Pace> hotFar) {

    private Yield() {
      this(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }
  }

  private final Stage stage;
  private final ClusterNodes nodes;
  private final int pairs;
  private final HttpClient client = HttpClient.newHttpClient();

  Calls(Stage stage, int pairs) throws IOException {
    this.stage = stage;
    this.pairs = pairs;
    this.nodes = new ClusterNodes(stage, NODES);
  }

  /**
   * @param probe the bundle that calls
   */
  Yield run(Path probe) throws IOException, InterruptedException {
    nodes.startAtOnce(NODES);
    Operator operator = nodes.node(1).operator();
    Example.deploy(stage, nodes, NODES);
    operator.run("deploy", probe.toString());
    stage.preload(nodes.address(1), KEYS);
    double unused = new ShardWatch(operator).awaitBalance("node-2");
    Yield yield = new Yield();
    HeldShards shards = HeldShards.at(operator);
    int local = shards.keyAt("node-1");
    int remote = shards.keyAt("node-2");
    try (PlainMembers plain = new PlainMembers(NODES)) {
      reads(local, remote, plain, yield);
      writes(local, remote, plain, yield);
    }
    return yield;
  }

  private void reads(int local, int remote, PlainMembers plain, Yield yield)
      throws IOException, InterruptedException {
    reads(local, WARM_UP);
    reads(remote, WARM_UP);
    plain.reads(WARM_UP);
    for (int pair = 0; pair < pairs; pair++) {
      yield.local().add(reads(local, TIME));
      yield.remote().add(reads(remote, TIME));
      yield.get().add(plain.reads(TIME));
    }
  }

  private void writes(int local, int remote, PlainMembers plain, Yield yield)
      throws IOException, InterruptedException {
    increments(WARM_UP_WRITES, "keys", KEYS);
    plain.increments(CALLERS, WARM_UP_WRITES, KEYS);
    for (int pair = 0; pair < pairs; pair++) {
      yield.increments().add(increments(TIME, "keys", KEYS));
      yield.plain().add(plain.increments(CALLERS, TIME, KEYS));
      yield.hot().add(increments(TIME, "key", local));
      yield.plainHot().add(plain.increments(CALLERS, TIME, 1));
      yield.hotFar().add(increments(TIME, "key", remote));
    }
  }

  private Pace reads(int key, Duration time) throws IOException, InterruptedException {
    return probe("/probe/reads?callers=1&millis=" + time.toMillis() + "&key=" + key);
  }

  /**
   * @param which {@code keys}, of so many, or {@code key}, of this one
   */
  private Pace increments(Duration time, String which, int value)
      throws IOException, InterruptedException {
    return probe(
        "/probe/increments?callers="
            + CALLERS
            + "&millis="
            + time.toMillis()
            + "&"
            + which
            + "="
            + value);
  }

  private Pace probe(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://" + nodes.address(1) + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(LIMIT)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != OK) {
      throw new IOException(uri + ": " + response.statusCode() + " " + response.body());
    }
    Pace pace = Pace.parse(response.body());
    System.err.println(path + ": " + pace);
    return pace;
  }
}
