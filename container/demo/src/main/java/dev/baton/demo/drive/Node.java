package dev.baton.demo.drive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A node: a directory of its own, its process and its operator. Its life begins and ends with its
 * {@link Stage}. For one thread, but {@link #end} is for any.
 */
public final class Node {
  static final String LOG = "node.log";
  static final String DATA = "data";

  /** A node that leaves a cluster hands its shards over first. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final String name;
  private final Distribution distribution;
  private final Path directory;
  private final Operator operator;
  private final List<String> arguments;
  private boolean ending;
  private NodeProcess process;

  /**
   * @param arguments of {@code start}, beside its data and its name
   */
  Node(String name, Distribution distribution, Path directory, List<String> arguments)
      throws IOException {
    this.name = name;
    this.distribution = distribution;
    this.directory = Files.createDirectories(directory);
    this.arguments = List.copyOf(arguments);
    this.operator = new Operator(distribution, data(), directory);
  }

  public String name() {
    return name;
  }

  public Operator operator() {
    return operator;
  }

  private Path data() {
    return directory.resolve(DATA);
  }

  /** Starts its process; returns at once. */
  public synchronized void launch() throws IOException {
    if (ending) {
      throw new IOException("Closing; nothing is started any more");
    }
    List<String> words =
        new ArrayList<>(
            List.of(distribution.command(), "start", "--data", data().toString(), "--name", name));
    words.addAll(arguments);
    process = new NodeProcess(words, directory.resolve(LOG));
  }

  /**
   * Waits until it serves.
   *
   * @throws IOException if it does not within two minutes; its output is in the message
   */
  public Address awaitReady() throws IOException, InterruptedException {
    return process().awaitReady();
  }

  /** Kills it (SIGKILL), as a machine dies; returns when its process is gone. */
  public void kill() {
    process().kill();
  }

  /** Kills it (SIGKILL); returns at once. */
  public void killNow() {
    process().killNow();
  }

  /** Stops it as an operator does (SIGTERM), and waits for its end. */
  public void stop() {
    process().stop(STOP_LIMIT);
  }

  /** Its processor time so far, and zero if the machine does not tell. */
  public Duration processorTime() {
    return process().processorTime();
  }

  private synchronized NodeProcess process() {
    if (process == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return process;
  }

  /**
   * Ends its process and the command that runs on it, for good.
   *
   * @param limit how long it has to stop by itself; it is killed at once if that is zero
   */
  void end(Duration limit) {
    operator.end();
    NodeProcess last;
    synchronized (this) {
      ending = true;
      last = process;
    }
    if (last == null) {
      return;
    }
    if (limit.isZero()) {
      last.kill();
    } else {
      last.stop(limit);
    }
  }
}
