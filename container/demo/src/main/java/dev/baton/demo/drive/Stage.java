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
import java.util.stream.Stream;

/**
 * A node with a data directory of its own, its operator and its load clients. Closing it ends all
 * processes and deletes all files but the node's logs, if those are to be kept. {@link #close} may
 * be called by any thread, at any time; the rest is for one thread.
 */
public final class Stage implements AutoCloseable {
  private static final Duration PRELOAD_LIMIT = Duration.ofMinutes(2);

  private final Distribution distribution;
  private final Path directory;
  private final Operator operator;
  private final List<LoadProcess> loads = new ArrayList<>();
  private NodeProcess node;
  private boolean keepLogs = true;
  private boolean closed;

  /** Makes its directory; starts nothing. */
  public Stage(Distribution distribution) throws IOException {
    this.distribution = distribution;
    directory = Files.createTempDirectory("baton-demo");
    operator = new Operator(distribution, data());
  }

  public Operator operator() {
    return operator;
  }

  public Distribution distribution() {
    return distribution;
  }

  /** Where the node's logs are. */
  public Path logs() {
    return directory;
  }

  /** Starts the node and waits until it serves. */
  public Address startNode() throws IOException, InterruptedException {
    NodeProcess starting;
    synchronized (this) {
      requireOpen();
      starting = new NodeProcess(distribution, data(), directory.resolve("node.log"));
      node = starting;
    }
    return starting.awaitReady();
  }

  /** Starts a load client. */
  public synchronized LoadProcess startLoad(LoadOptions options) throws IOException {
    requireOpen();
    LoadProcess load = new LoadProcess(options);
    loads.add(load);
    return load;
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

  /** The node's processor time so far, and zero if the machine does not tell. */
  public synchronized Duration nodeProcessorTime() {
    return ProcessHandle.of(node.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  /** Makes {@link #close} delete the node's logs too. */
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
    operator.end();
    if (node != null) {
      node.stop();
    }
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
      boolean log = path.endsWith("node.log") || path.startsWith(data().resolve("log"));
      boolean above = data().resolve("log").startsWith(path);
      if (!keepLogs || !log && !above) {
        Files.deleteIfExists(path);
      }
    }
  }

  private Path data() {
    return directory.resolve("data");
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("Closing; nothing is started any more");
    }
  }
}
