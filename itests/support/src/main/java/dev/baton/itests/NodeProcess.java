package dev.baton.itests;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node in a process of its own, on a free loopback port. Used by one thread; closing it kills the
 * process. What it writes is kept in {@code DATA.out} and {@code DATA.err} beside its data
 * directory.
 */
public final class NodeProcess implements AutoCloseable {

  private static final Pattern READY =
      Pattern.compile("(?m)^Baton \\S+ is ready in \\S+ s: (http://\\S+), data (.+)$");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Distribution distribution;
  private final Path data;
  private final Process process;
  private final URI http;

  private NodeProcess(Distribution distribution, Path data, Process process) throws Exception {
    this.distribution = distribution;
    this.data = data;
    this.process = process;
    try {
      this.http = Eventually.get(PATIENCE, this::readyAddress, () -> "no ready line in: " + all());
    } catch (Exception | Error e) {
      process.destroyForcibly().waitFor();
      throw e;
    }
  }

  /**
   * Starts a node, and returns when it is ready.
   *
   * @param javaOptions for its Java, such as {@code -Dbaton.haltAt=COMMIT}
   */
  public static NodeProcess start(Distribution distribution, Path data, String... javaOptions)
      throws Exception {
    return new NodeProcess(distribution, data, launch(distribution, data, javaOptions));
  }

  /** Starts a node that may end before it is ready; returns at once. */
  public static Process launch(Distribution distribution, Path data, String... javaOptions)
      throws IOException {
    Files.createDirectories(data);
    ProcessBuilder builder =
        distribution.command("start", "--data", data.toString(), "--http", "127.0.0.1:0");
    builder.environment().put("BATON_JAVA_OPTS", String.join(" ", javaOptions));
    return builder
        .redirectOutput(output(data, "out").toFile())
        .redirectError(output(data, "err").toFile())
        .start();
  }

  private static Path output(Path data, String suffix) {
    return data.resolveSibling(data.getFileName() + "." + suffix);
  }

  private URI readyAddress() throws IOException {
    Matcher ready = READY.matcher(out());
    if (ready.find()) {
      return URI.create(ready.group(1));
    }
    if (!process.isAlive()) {
      throw new IOException("The node ended with status " + process.exitValue() + ":\n" + all());
    }
    return null;
  }

  /** Where it serves HTTP, without a path. */
  public URI http() {
    return http;
  }

  /** Its data directory. */
  public Path data() {
    return data;
  }

  /** The process itself. */
  public Process process() {
    return process;
  }

  /** Runs one command on this node, and waits for its end. */
  public Output command(String... words) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--data", data.toString()));
    arguments.addAll(Arrays.asList(words));
    return distribution.baton(arguments.toArray(String[]::new));
  }

  /**
   * Runs one command on this node from this process, which spares the start of a client.
   *
   * @param limit how long it may take; the node is not told when it has passed
   * @throws IOException if the node went away before the command was over
   */
  public Output ask(Duration limit, String... words) throws IOException {
    return Conversation.with(data, limit, List.of(words));
  }

  /** Everything it has written to its standard output. */
  public String out() throws IOException {
    return Files.readString(output(data, "out"));
  }

  /** Everything it has written to its standard error. */
  public String err() throws IOException {
    return Files.readString(output(data, "err"));
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
