package dev.baton.demo.drive;

import dev.baton.demo.load.LoadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where nodes run, each with a directory of its own, and load clients. Closing it ends all
 * processes and deletes all files but the nodes' logs, if those are to be kept. {@link #close} may
 * be called by any thread, at any time; the rest is for one thread.
 */
public final class Stage implements AutoCloseable {
  private static final Duration PRELOAD_LIMIT = Duration.ofMinutes(2);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final long LOOK_AGAIN_MS = 50;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private final Distribution distribution;
  private final Path directory;
  private final List<Node> nodes = new ArrayList<>();
  private final List<LoadProcess> loads = new ArrayList<>();
  private HaProxy proxy;
  private boolean keepLogs = true;
  private boolean closed;

  /** Makes its directory; starts nothing. */
  public Stage(Distribution distribution) throws IOException {
    this.distribution = distribution;
    directory = Files.createTempDirectory("baton-demo");
  }

  public Distribution distribution() {
    return distribution;
  }

  /** Where the nodes' logs are, and files may be put that go with the rest. */
  public Path directory() {
    return directory;
  }

  /** Starts a node that is alone, on a free port, and waits until it serves. */
  public Address startNode() throws IOException, InterruptedException {
    Node node = addNode(List.of("--http", "127.0.0.1:0"));
    node.launch();
    return node.awaitReady();
  }

  /** The operator of the first node. */
  public Operator operator() {
    return nodes.get(0).operator();
  }

  /**
   * One node more, called {@code node-1}, {@code node-2} and so on; it is not started.
   *
   * @param arguments of {@code start}, beside its data and its name
   */
  public synchronized Node addNode(List<String> arguments) throws IOException {
    requireOpen();
    String name = "node-" + (nodes.size() + 1);
    Node node = new Node(name, distribution, directory.resolve(name), arguments);
    nodes.add(node);
    return node;
  }

  /** Starts a load client. */
  public synchronized LoadProcess startLoad(LoadOptions options) throws IOException {
    requireOpen();
    LoadProcess load = new LoadProcess(options);
    loads.add(load);
    return load;
  }

  /**
   * Starts HAProxy in front of servers, and waits until it has found one of them healthy.
   *
   * @return where clients find it
   */
  public Address startProxy(Path program, List<Address> servers)
      throws IOException, InterruptedException {
    HaProxy starting;
    synchronized (this) {
      requireOpen();
      starting = new HaProxy(program, directory, servers);
      proxy = starting;
    }
    return starting.awaitReady();
  }

  /** Sets the counters 0 to {@code entries - 1} to what {@code POST /preload} sets them to. */
  public void preload(Address address, int entries) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/preload?n=" + entries))
            .timeout(PRELOAD_LIMIT)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200 || !response.body().equals(Integer.toString(entries))) {
      throw new IOException(
          "Preloading " + entries + " counters: " + response.statusCode() + " " + response.body());
    }
  }

  /** Waits until a server answers a path with success. */
  public void awaitAnswer(Address address, String path) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    URI uri = URI.create("http://" + address + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER_LIMIT).build();
    long deadline = System.nanoTime() + ANSWER_LIMIT.toNanos();
    int status = 0;
    while (status != OK) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            uri + " answers " + status + " after " + ANSWER_LIMIT.toSeconds() + " s");
      }
      status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != OK) {
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
      }
    }
  }

  /** Makes {@link #close} delete the nodes' logs too. */
  public synchronized void forgetLogs() {
    keepLogs = false;
  }

  /** Whether {@link #close} was called, so that what fails may fail for that. */
  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    loads.forEach(LoadProcess::end);
    if (proxy != null) {
      proxy.end();
    }
    // Nodes of a cluster would hand their shards to each other until the last one.
    Duration limit = nodes.size() == 1 ? STOP_LIMIT : Duration.ZERO;
    nodes.forEach(node -> node.end(limit));
    try {
      delete();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + directory, e);
    }
  }

  private void delete() throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(directory)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      if (!keepLogs || !isKept(path)) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Logs, and the directories that they are in. */
  private boolean isKept(Path path) {
    if (path.equals(directory.resolve(HaProxy.LOG))) {
      return true;
    }
    return nodes.stream()
        .map(node -> directory.resolve(node.name()))
        .anyMatch(
            node -> {
              Path log = node.resolve(Node.DATA).resolve("log");
              return path.equals(node.resolve(Node.LOG))
                  || path.startsWith(log)
                  || log.startsWith(path);
            });
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("Closing; nothing is started any more");
    }
  }
}
