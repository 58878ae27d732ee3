package dev.baton.demo.drive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The operator at a terminal: runs commands of {@code bin/baton} on one node. For one thread, which
 * others may {@link #end}.
 */
public final class Operator {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Distribution distribution;
  private final Path data;
  private final Path directory;
  private volatile Process running;

  /**
   * What a command came to.
   *
   * @param status its exit status
   * @param output what it printed, errors included
   */
  public record Answer(int status, String output) {}

  /**
   * @param directory for files that last as long as a command
   */
  Operator(Distribution distribution, Path data, Path directory) {
    this.distribution = distribution;
    this.data = data;
    this.directory = directory;
  }

  /** Runs a command that must succeed; returns what it printed. */
  public String run(String... command) throws IOException, InterruptedException {
    Answer answer = attempt(command);
    if (answer.status != 0) {
      throw new IOException(
          "baton "
              + String.join(" ", command)
              + " ended with status "
              + answer.status
              + ":\n"
              + answer.output);
    }
    return answer.output;
  }

  /** Runs a hand-off that must succeed, such as {@code upgrade FILE}; returns its report. */
  public HandoffReport handOff(String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    words.add("--json");
    return JSON.convertValue(json(run(words.toArray(String[]::new))), HandoffReport.class);
  }

  /** The version of a service that serves now. */
  public String version(String service) throws IOException, InterruptedException {
    return json(run("status", service, "--json")).path("version").asText();
  }

  /** Runs a command that may be refused. */
  public Answer attempt(String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(distribution.command(), "--data", data + ""));
    words.addAll(List.of(command));
    Path output = Files.createTempFile(directory, "command", ".txt");
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    running = process;
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(
            "baton "
                + String.join(" ", command)
                + " did not end within "
                + LIMIT.toMinutes()
                + " min");
      }
      String text = Files.readString(output, StandardCharsets.UTF_8).strip();
      Files.delete(output);
      return new Answer(process.exitValue(), text);
    } finally {
      process.destroy();
    }
  }

  /** Ends the command that runs, if one does; what it started on the node goes on there. */
  void end() {
    Process last = running;
    if (last != null) {
      last.destroy();
    }
  }

  /** The last line, as JSON. */
  private static JsonNode json(String output) throws IOException {
    return JSON.readTree(output.substring(output.lastIndexOf('\n') + 1));
  }
}
