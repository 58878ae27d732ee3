package dev.baton.itests;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node in a process of its own. Used by one thread; closing it kills the process, and so does the
 * end of this JVM. What it writes is kept in files; see {@link Launch}.
 */
public final class NodeProcess implements AutoCloseable {

  private static final Pattern READY =
      Pattern.compile("(?m)^Baton \\S+ is ready in \\S+ s: (http://\\S+), data (.+)$");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Launch launch;
  private final Process process;

  private NodeProcess(Launch launch) throws IOException {
    this.launch = launch;
    this.process = launch.begin();
  }

  /**
   * Starts a node on a free loopback port, and returns when it is ready.
   *
   * @param javaOptions for its Java, such as {@code -Dbaton.haltAt=COMMIT}
   */
  public static NodeProcess start(Distribution distribution, Path data, String... javaOptions)
      throws Exception {
    NodeProcess node = begin(Launch.of(distribution, data, javaOptions));
    try {
      node.awaitReady(PATIENCE);
    } catch (Exception | Error e) {
      node.kill();
      throw e;
    }
    return node;
  }

  /** Starts a node that may end before it is ready; returns at once. */
  public static Process launch(Distribution distribution, Path data, String... javaOptions)
      throws IOException {
    return begin(Launch.of(distribution, data, javaOptions)).process();
  }

  /** Starts a node; returns at once. */
  public static NodeProcess begin(Launch launch) throws IOException {
    return new NodeProcess(launch);
  }

  /** Waits until it is ready. */
  public void awaitReady(Duration limit) throws Exception {
    Eventually.holds(limit, this::isReady, () -> "no ready line in: " + all());
  }

  /**
   * Whether it has said that it is ready.
   *
   * @throws IOException if it has ended before
   */
  private boolean isReady() throws IOException {
    if (address().isPresent()) {
      return true;
    }
    if (!process.isAlive()) {
      throw new IOException("The node ended with status " + process.exitValue() + ":\n" + all());
    }
    return false;
  }

  /** Where it serves HTTP, without a path; empty until it is ready. */
  public Optional<URI> address() throws IOException {
    Matcher ready = READY.matcher(out());
    return ready.find() ? Optional.of(URI.create(ready.group(1))) : Optional.empty();
  }

  /** Where it serves HTTP, without a path, once it is ready. */
  public URI http() throws IOException {
    return address().orElseThrow(() -> new IllegalStateException("The node is not ready"));
  }

  /** Its data directory. */
  public Path data() {
    return launch.data();
  }

  /** The process itself. */
  public Process process() {
    return process;
  }

  /** Runs one command on this node, and waits for its end. */
  public Output command(String... words) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--data", data().toString()));
    arguments.addAll(Arrays.asList(words));
    return launch.distribution().baton(arguments.toArray(String[]::new));
  }

  /**
   * Runs one command on this node from this process, which spares the start of a client.
   *
   * @param limit how long it may take; the node is not told when it has passed
   * @throws IOException if the node went away before the command was over
   */
  public Output ask(Duration limit, String... words) throws IOException {
    return Conversation.with(data(), limit, List.of(words));
  }

  /** Everything it has written to its standard output. */
  public String out() throws IOException {
    return Files.readString(launch.file("out"));
  }

  /** Everything it has written to its standard error. */
  public String err() throws IOException {
    return Files.readString(launch.file("err"));
  }

  private String all() throws IOException {
    return out() + err();
  }

  /** Asks it to stop (SIGTERM), and waits. Returns its exit status. */
  public int stop() throws IOException, InterruptedException {
    process.destroy();
    return awaitEnd(Duration.ofSeconds(30));
  }

  /** Kills it (SIGKILL), and waits. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for its end. Returns its exit status. */
  public int awaitEnd(Duration limit) throws IOException, InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("The node did not end within " + limit + ":\n" + all());
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
