package dev.baton.demo.drive;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.demo.load.AuditResult;
import dev.baton.demo.load.FirstAnswers;
import dev.baton.demo.load.LoadClient;
import dev.baton.demo.load.LoadOptions;
import dev.baton.demo.load.LoadResult;
import dev.baton.demo.load.Progress;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The process of {@link LoadClient}; calls from its start on. For one thread. */
public final class LoadProcess {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  LoadProcess(LoadOptions options) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // all that a run leaves behind fits: no collection that looks like a server's pause
                "-XX:+UseSerialGC",
                // nor does it compete with the nodes for long to have its own code compiled
                "-XX:TieredStopAtLevel=1",
                "-Xms256m",
                "-Xmn192m",
                "-Xmx768m",
                "-cp",
                System.getProperty("java.class.path"),
                LoadClient.class.getName()));
    words.addAll(options.arguments());
    process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    commands = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  public Progress progress() throws IOException {
    return ask("progress", Progress.class);
  }

  /** Ends the window of time that is open and opens another. */
  public Progress window(String name) throws IOException {
    return ask("window " + name, Progress.class);
  }

  /** Ends the load; blocks until the calls on their way have ended. */
  public LoadResult stop() throws IOException {
    return ask("stop", LoadResult.class);
  }

  /** When counters answered from the beginning of a window on; after {@link #stop}. */
  public FirstAnswers since(String window) throws IOException {
    return ask("since " + window, FirstAnswers.class);
  }

  /** Reads every counter and compares it with what was acknowledged; after {@link #stop}. */
  public AuditResult audit() throws IOException {
    return ask("audit", AuditResult.class);
  }

  private <T> T ask(String command, Class<T> type) throws IOException {
    commands.write(command);
    commands.newLine();
    commands.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("The load client ended instead of answering '" + command + "'");
    }
    return JSON.readValue(answer, type);
  }

  void end() {
    Processes.end(process, STOP_LIMIT);
  }
}
