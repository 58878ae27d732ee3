package dev.baton.itests.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.itests.Distribution;
import dev.baton.itests.Eventually;
import dev.baton.itests.NodeProcess;
import dev.baton.itests.Output;
import dev.baton.state.step.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A data directory and the node that runs on it, again and again. What each node wrote is kept
 * beside it.
 */
final class Site implements AutoCloseable {
  static final String SERVICE = "counter";

  private static final String SHARDS = "64";
  private static final Duration LIMIT = Duration.ofSeconds(120);

  /** Starts in a third of the time, for a process that lives for seconds. */
  private static final List<String> SHORT_LIFE =
      List.of("-XX:-UseG1GC", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");

  private final Distribution distribution;
  private final Path directory;
  private final ObjectMapper json = new ObjectMapper();
  private NodeProcess node;
  private int starts;

  Site(Distribution distribution, Path directory) throws IOException {
    this.distribution = distribution;
    this.directory = Files.createDirectories(directory);
  }

  /** The node that runs. */
  NodeProcess node() {
    return node;
  }

  /** Starts a node that will end at the end of a row of steps, or never if the row is empty. */
  void start(String row) throws Exception {
    keepOutput();
    node = NodeProcess.start(distribution, data(), options(row));
  }

  /** Starts a node that ends while it starts, or soon after. */
  void startAndHalt(String row) throws Exception {
    keepOutput();
    Process process = NodeProcess.launch(distribution, data(), options(row));
    try {
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("A boot did not reach " + row);
      }
      assertEquals(Step.HALT_STATUS, process.exitValue(), "exit status of a boot with " + row);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static String[] options(String row) {
    return Stream.concat(SHORT_LIFE.stream(), Stream.of("-D" + Step.HALT_AT + "=" + row))
        .toArray(String[]::new);
  }

  /** Runs a command that is to succeed. */
  void command(String... words) throws IOException {
    Output output = node.ask(LIMIT, words);
    assertEquals(0, output.status(), () -> String.join(" ", words) + ": " + output);
  }

  /** Runs a command during which the node is to end at a step. */
  void commandAndHalt(String... words) throws Exception {
    Output output;
    try {
      output = node.ask(LIMIT, words);
    } catch (IOException gone) {
      assertEquals(Step.HALT_STATUS, node.awaitEnd(LIMIT), gone::toString);
      return;
    }
    throw new AssertionError(String.join(" ", words) + " did not reach the step: " + output);
  }

  /** An example's file. */
  Path exampleFile(String file) {
    return distribution.example(file);
  }

  /** An example's file, as a word of a command. */
  String example(String file) {
    return exampleFile(file).toString();
  }

  /** Waits until nothing is under way, and one version serves all shards with all entries. */
  void awaitServes(int version, long entries) throws Exception {
    awaitServes(version + ".0.0", entries);
  }

  /** Waits until nothing is under way, and one version serves all shards with all entries. */
  void awaitServes(String version, long entries) throws Exception {
    Eventually.holds(
        LIMIT,
        () -> isServed(version, entries),
        () -> version + " serves " + entries + " entries alone; there is " + counter());
  }

  private boolean isServed(String expected, long entries) throws IOException {
    JsonNode counter = counter();
    return counter != null
        && counter.path("act").asText().isEmpty()
        && counter.path("staged").asText().isEmpty()
        && counter.path("version").asText().equals(expected)
        && counter
            .path("shardsByVersion")
            .toString()
            .equals("{\"" + expected + "\":" + SHARDS + "}")
        && counter.path("entries").asLong() == entries
        && counter.path("problems").isEmpty();
  }

  /** What {@code status} says of the counter, or null. */
  JsonNode counter() throws IOException {
    Output output = node.ask(LIMIT, "status", "--json");
    assertEquals(0, output.status(), output::toString);
    for (JsonNode service : json.readTree(output.out()).path("services")) {
      if (service.path("name").asText().equals(SERVICE)) {
        return service;
      }
    }
    return null;
  }

  private Path data() {
    return directory.resolve("node");
  }

  /** The next start would write over it. */
  private void keepOutput() throws IOException {
    for (String suffix : List.of("out", "err")) {
      Path output = directory.resolve("node." + suffix);
      if (Files.exists(output)) {
        Files.move(
            output, directory.resolve(starts + "." + suffix), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    starts++;
  }

  /** Ends the node, and keeps all there is. */
  @Override
  public void close() throws InterruptedException {
    if (node != null) {
      node.close();
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
