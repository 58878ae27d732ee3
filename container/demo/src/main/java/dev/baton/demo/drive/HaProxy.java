package dev.baton.demo.drive;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * HAProxy in front of nodes, on loopback: it sends each request to the next node whose {@code
 * /health} says that it serves.
 *
 * <p>It sends a request to another node only if it was surely not executed: the connection was
 * refused, or the answer was Baton's 503. One whose connection broke is answered with 502, and not
 * sent again.
 */
public final class HaProxy {
  static final String LOG = "haproxy.log";

  private static final Duration READY_LIMIT = Duration.ofSeconds(20);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final long LOOK_AGAIN_MS = 50;
  private static final int OK = 200;

  private final Process process;
  private final Address address;
  private final Path log;

  /** Starts it; returns at once. */
  HaProxy(Path program, Path directory, List<Address> servers) throws IOException {
    address = new Address("127.0.0.1", Ports.free(1).get(0));
    log = directory.resolve(LOG);
    Path file = directory.resolve("haproxy.cfg");
    Files.writeString(file, configuration(address, servers));
    process =
        new ProcessBuilder(program.toString(), "-db", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  /** Where it is installed, if it is. */
  public static Optional<Path> installed() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
        .filter(each -> !each.isEmpty())
        .map(each -> Path.of(each, "haproxy"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Its configuration. No statistics page, no control socket: nothing is served but the counters. A
   * node that does not let anybody in is passed over at once, and found by two checks.
   */
  static String configuration(Address listen, List<Address> servers) {
    StringBuilder text =
        new StringBuilder(
            """
            global
                maxconn 4000

            defaults
                mode http
                timeout connect 1s
                timeout client 60s
                timeout server 30s
                timeout check 1s
                retries 3
                option redispatch 1
                retry-on conn-failure 503

            frontend clients
                bind %s
                default_backend nodes

            backend nodes
                balance roundrobin
                option httpchk GET /health
                http-check expect status 200
                default-server check inter 250ms fastinter 100ms fall 2 rise 2
            """
                .formatted(listen));
    for (int i = 0; i < servers.size(); i++) {
      text.append("    server node-").append(i + 1).append(' ').append(servers.get(i)).append('\n');
    }
    return text.toString();
  }

  /** Waits until it lets clients through to a node. */
  Address awaitReady() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/health"))
            .timeout(READY_LIMIT)
            .build();
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK) {
          return address;
        }
      } catch (IOException notYet) {
        // It has not opened its port yet; the limit says for how long that may be.
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
    }
    throw new IOException("HAProxy lets nobody through; it said\n" + Files.readString(log));
  }

  void end() {
    Processes.end(process, STOP_LIMIT);
  }
}
