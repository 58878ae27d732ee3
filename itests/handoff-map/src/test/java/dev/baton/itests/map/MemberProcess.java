package dev.baton.itests.map;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A {@link MemberMain} in its own JVM, and what it has said. */
final class MemberProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final List<String> said = new ArrayList<>();

  MemberProcess(String name, Way way, int minimum, int port, int otherPort) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            MemberMain.class.getName(),
            way.name(),
            Integer.toString(minimum),
            Integer.toString(port),
            Integer.toString(otherPort));
    process =
        new ProcessBuilder(command)
            .redirectError(Path.of("target", "member-" + name + "-" + way + ".log").toFile())
            .start();
    Thread listener = new Thread(this::listen, "listen-" + name);
    listener.setDaemon(true);
    listener.start();
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (said) {
          said.add(line);
          said.notifyAll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void order(String line) throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).write(line + "\n");
    process.outputWriter(StandardCharsets.UTF_8).flush();
  }

  /** Everything said so far. */
  List<String> said() {
    synchronized (said) {
      return List.copyOf(said);
    }
  }

  /** Waits for a line that begins so, and returns the rest of it. */
  String answer(String beginning) throws InterruptedException {
    awaitSaid(lines -> lines.stream().anyMatch(line -> line.startsWith(beginning)));
    return said().stream()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .orElseThrow()
        .substring(beginning.length())
        .trim();
  }

  void awaitSaid(Predicate<List<String>> enough) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (said) {
      while (!enough.test(said)) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || !process.isAlive()) {
          throw new AssertionError(
              "Waited up to " + PATIENCE + " for " + process + ", which said " + tail());
        }
        said.wait(Math.min(left, 100));
      }
    }
  }

  private List<String> tail() {
    return said.subList(Math.max(0, said.size() - 20), said.size());
  }

  void stop() throws IOException, InterruptedException {
    signal("STOP");
  }

  void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    int status = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
    if (status != 0) {
      throw new AssertionError("kill -" + name + " " + pid + " ended with " + status);
    }
  }

  /** Kills the process as kill -9 does, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
