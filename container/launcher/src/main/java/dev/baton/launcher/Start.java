package dev.baton.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * {@code baton start} and {@code baton witness}: a node or a witness in the foreground, until a
 * signal or its framework ends it.
 */
final class Start {

  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(40);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  /** A system property that a bundle sets before it stops the framework. */
  private static final String BEGIN_ANEW = "baton.begin.anew";

  private final Home home;
  private final PrintStream out;
  private final PrintStream err;
  private final AtomicReference<Node> running = new AtomicReference<>();

  Start(Home home, PrintStream out, PrintStream err) {
    this.home = home;
    this.out = out;
    this.err = err;
  }

  /** Runs a node. Returns when it has been stopped. */
  void node(List<String> arguments)
      throws RefusedStart, BundleException, IOException, InterruptedException {
    StartOptions options = StartOptions.parse(arguments, home);
    AtomicReference<HttpAddress> http = new AtomicReference<>(options.http());
    run(
        options,
        (system, patience, begun) -> {
          try (HttpAddress.Reservation port = http.get().reserve()) {
            http.set(port.address()); // the next life serves where this one did
            Node node = node(options, port.address(), system, patience);
            if (node.start(system, port, why -> say(waitingLine(options, why)))) {
              say(readyLine(options, port.address(), begun));
            }
            return node;
          }
        });
  }

  /** Runs a witness, which has no HTTP and no services. Returns when it has been stopped. */
  void witness(List<String> arguments)
      throws RefusedStart, BundleException, IOException, InterruptedException {
    if (arguments.stream().anyMatch(each -> each.startsWith("--http"))) {
      throw RefusedStart.usage("A witness answers no HTTP; leave --http out");
    }
    StartOptions options = StartOptions.parse(arguments, home);
    run(
        options,
        (system, patience, begun) -> {
          Node witness = node(options, null, system, patience);
          witness
              .vote(system)
              .ifPresent(nodes -> say("Baton " + options.name() + " votes with " + nodes));
          return witness;
        });
  }

  /** One life of a node: started, and to be waited for. */
  private interface Life {
    Node start(SystemBundles system, Duration patience, Instant begun)
        throws RefusedStart, BundleException, IOException, InterruptedException;
  }

  private void run(StartOptions options, Life life)
      throws RefusedStart, BundleException, IOException, InterruptedException {
    Duration patience = patience();
    SystemBundles system = SystemBundles.in(home.system());
    DataDirectory data = DataDirectory.open(options.data(), options.name());
    Files.createDirectories(data.log());
    System.setProperty("baton.data", data.path().toString());
    System.setProperty("logback.configurationFile", home.logging().toUri().toString());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running.get(), data), "baton-stop"));
    Instant begun = processStart();
    do {
      life.start(system, patience, begun).awaitEnd();
      begun = Instant.now();
    } while (isToBeginAnew());
  }

  private Node node(StartOptions options, HttpAddress http, SystemBundles system, Duration patience)
      throws RefusedStart, BundleException, IOException {
    if (options.cluster().isPresent()) {
      options
          .cluster()
          .get()
          .bind(
              "listen to other nodes",
              "Stop who has it, or choose another address with --cluster HOST:PORT")
          .close();
    }
    Node node = new Node(framework(options, http, system.doorLevel() - 1), patience);
    running.set(node);
    return node;
  }

  /** Whether the bundle that stopped the framework says that the node is to begin anew. */
  private static boolean isToBeginAnew() {
    return System.clearProperty(BEGIN_ANEW) != null;
  }

  private Framework framework(StartOptions options, HttpAddress http, int startLevel)
      throws BundleException, IOException {
    FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).iterator().next();
    Framework framework =
        factory.newFramework(FrameworkProperties.of(home, options, http, startLevel));
    framework.init();
    return framework;
  }

  private Duration patience() throws RefusedStart {
    String seconds = home.settings().getOrDefault("baton.start.timeoutSeconds", "120");
    if (!seconds.matches("[1-9][0-9]{0,5}")) {
      throw RefusedStart.usage(
          "baton.start.timeoutSeconds in conf/baton.properties is '"
              + seconds
              + "'; it is a whole number of seconds, at least 1");
    }
    return Duration.ofSeconds(Long.parseLong(seconds));
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  private static String waitingLine(StartOptions options, String why) {
    return "Baton "
        + options.name()
        + " waits: "
        + why
        + ". It serves as soon as they are here; 'baton doctor' says what else to do";
  }

  private static String readyLine(StartOptions options, HttpAddress http, Instant begun) {
    return String.format(
        Locale.ROOT,
        "Baton %s is ready in %.1f s: http://%s, data %s",
        options.name(),
        Duration.between(begun, Instant.now()).toMillis() / 1000.0,
        http,
        options.data());
  }

  private static Instant processStart() {
    return ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
  }

  private void stop(Node node, DataDirectory data) {
    if (node == null) {
      return;
    }
    String failure;
    try {
      node.beforeStop(LEAVE_LIMIT);
      List<String> hanging = node.stop(STOP_LIMIT);
      if (hanging.isEmpty()) {
        data.close();
        return;
      }
      failure = hanging + " did not stop within " + STOP_LIMIT.toSeconds() + " s";
    } catch (BundleException | IOException e) {
      failure = e.toString();
    } catch (InterruptedException e) {
      failure = "interrupted while it stopped";
    }
    err.println("baton: the node is halted: " + failure);
    Runtime.getRuntime().halt(RefusedStart.FAILED);
  }
}
