package dev.baton.demo.drive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node's process. */
final class NodeProcess {
  private static final Pattern READY = Pattern.compile("is ready in .*http://([^:, ]+):([0-9]+)");
  private static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(15);

  private final Process process;
  private final Path log;
  private final CompletableFuture<Address> ready = new CompletableFuture<>();

  /**
   * Starts it; returns at once.
   *
   * @param command its words
   * @param log the file that gets its output
   */
  NodeProcess(List<String> command, Path log) throws IOException {
    this.log = log;
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread reader = new Thread(this::read, "node-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Waits until it serves.
   *
   * @throws IOException if it does not within two minutes; its output is in the message
   */
  Address awaitReady() throws IOException, InterruptedException {
    try {
      return ready.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("The node did not start: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException(
          "The node was not ready within " + START_LIMIT.toSeconds() + " s; it said\n" + output(),
          e);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log), true)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.println(line);
        Matcher address = READY.matcher(line);
        if (address.find()) {
          ready.complete(new Address(address.group(1), Integer.parseInt(address.group(2))));
        }
      }
      ready.completeExceptionally(new IOException("it ended; it said\n" + output()));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  private String output() throws IOException {
    return Files.readString(log);
  }

  /** Its processor time so far, and zero if the machine does not tell. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Stops it as an operator does, by force if it does not end within the limit. */
  void stop(Duration limit) {
    Processes.end(process, limit);
  }

  /** Kills it, and waits for its end. */
  void kill() {
    process.destroyForcibly();
    Processes.end(process, KILL_LIMIT);
  }

  /** Kills it, and waits for nothing. */
  void killNow() {
    process.destroyForcibly();
  }
}
