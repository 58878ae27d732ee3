package dev.baton.itests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.itests.Distribution;
import dev.baton.itests.Launch;
import dev.baton.itests.NodeProcess;
import dev.baton.itests.Output;
import dev.baton.itests.clients.Target;
import dev.baton.state.step.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A node of a cluster: a data directory, and the process that runs on it now or ran on it last.
 * What its n-th process writes is in {@code n.out} and {@code n.err} beside the data.
 *
 * <p>For the thread that plays the story; clients may ask for name and address.
 */
public final class Node implements Target {
  /** What is said of a command whose node went before it was answered. */
  public static final int GONE = -1;

  private static final Duration READY = Duration.ofSeconds(120);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** As the clients' own; a call is held for less. */
  private static final Duration REPLY = Duration.ofSeconds(8);

  private static final Duration END = Duration.ofSeconds(60);
  private static final Duration DUMP = Duration.ofSeconds(5);
  private static final String END_OF_DUMP = "\nHeap\n";
  private static final int CONNECT_MILLIS = 2000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Distribution distribution;
  private final Path directory;
  private final Host host;
  private final int memberPort;
  private final Supplier<List<String>> joins;
  private final Supplier<List<String>> commonOptions;
  private int starts;
  private boolean paused;
  private volatile NodeProcess process;

  /**
   * A node that was never started.
   *
   * @param joins the arguments of {@code start} by which it finds the others
   * @param commonOptions for the Java of each of its processes
   */
  Node(
      String name,
      Distribution distribution,
      Path directory,
      Host host,
      Supplier<List<String>> joins,
      Supplier<List<String>> commonOptions)
      throws IOException {
    this.name = name;
    this.distribution = distribution;
    this.directory = directory;
    this.host = host;
    this.memberPort = host.memberPort();
    this.joins = joins;
    this.commonOptions = commonOptions;
  }

  @Override
  public String name() {
    return name;
  }

  /** Where its newest process serves HTTP, or did; empty until that process is ready. */
  @Override
  public Optional<InetSocketAddress> http() {
    NodeProcess newest = process;
    if (newest == null) {
      return Optional.empty();
    }
    try {
      return newest.address().map(uri -> new InetSocketAddress(uri.getHost(), uri.getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where its newest process serves HTTP, without a path, once it is ready. */
  public URI uri() throws IOException {
    return process().http();
  }

  /** Where its member is: {@code HOST:PORT}, the same for life. */
  public String member() {
    return host.address() + ":" + memberPort;
  }

  Host host() {
    return host;
  }

  /**
   * Starts it, and waits until it is ready.
   *
   * @param javaOptions for this process, besides those of all nodes
   */
  public void start(String... javaOptions) throws Exception {
    launch(javaOptions);
    awaitReady();
  }

  /**
   * Starts it, and waits for nothing.
   *
   * @param javaOptions for this process, besides those of all nodes
   */
  public void launch(String... javaOptions) throws IOException {
    launch("start", List.of("--http", host.address() + ":0"), List.of(javaOptions));
  }

  /** Starts it to go on without those that are gone for good, and waits for nothing. */
  public void launchForced() throws IOException {
    launch("start", List.of("--http", host.address() + ":0", "--force-restore"), List.of());
  }

  /** Starts it as a witness, and waits for nothing. */
  public void witness() throws IOException {
    launch("witness", List.of(), List.of());
  }

  private void launch(String word, List<String> http, List<String> javaOptions) throws IOException {
    if (process != null && process.process().isAlive()) {
      throw new IllegalStateException(name + " runs already");
    }
    starts++;
    paused = false;
    List<String> arguments = new ArrayList<>(List.of("--name", name));
    arguments.addAll(http);
    arguments.addAll(joins.get());
    List<String> options = new ArrayList<>(commonOptions.get());
    options.addAll(javaOptions);
    Files.deleteIfExists(haltFile());
    options.add("-D" + Step.HALT_AT + "=@" + haltFile());
    process =
        NodeProcess.begin(
            new Launch(
                distribution,
                data(),
                directory.resolve(String.valueOf(starts)),
                host.enter(),
                word,
                arguments,
                options));
  }

  /** Waits until it has said that it is ready. */
  public void awaitReady() throws Exception {
    process().awaitReady(READY);
  }

  /** Asks it to stop (SIGTERM), and waits until it has ended as it should. */
  public void stop() throws IOException, InterruptedException {
    tellToStop();
    awaitEnd();
  }

  /** Tells it to stop (SIGTERM), and waits for nothing. */
  void tellToStop() {
    process().process().destroy();
  }

  /** Waits until it has ended as it should. */
  public void awaitEnd() throws IOException, InterruptedException {
    int status = process().awaitEnd(END);
    // 143 is what a JVM says that ended by SIGTERM.
    if (status != 0 && status != 143) {
      throw new AssertionError(name + " ended with status " + status);
    }
  }

  /** Kills it (SIGKILL), and waits for its end. */
  public void kill() throws InterruptedException {
    process().kill();
  }

  /**
   * Has its process end by itself, as kill -9 would end it, at a row of steps, counted from now;
   * see {@link Step#HALT_AT}. Once in the life of a process.
   */
  public void haltAt(String row) throws IOException {
    Path written = Files.writeString(directory.resolve("row"), row);
    Files.move(written, haltFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Waits until its process has ended at a step. */
  public void awaitHalted() throws IOException, InterruptedException {
    int status = process().awaitEnd(END);
    if (status != Step.HALT_STATUS) {
      throw new AssertionError(name + " was to halt at a step and ended with status " + status);
    }
  }

  private Path haltFile() {
    return directory.resolve("haltAt");
  }

  /** Lets it do nothing more (SIGSTOP), as if it hung. */
  public void pause() throws IOException, InterruptedException {
    paused = true;
    signal("STOP");
  }

  /** Lets it go on (SIGCONT). */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
    paused = false;
  }

  /** Lets it hang for so long: that is the fault, not a wait for something. */
  public void hang(Duration duration) throws IOException, InterruptedException {
    pause();
    try {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    } finally {
      resume();
    }
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Commands.run("kill", "-" + signal, String.valueOf(process().process().pid()));
  }

  /** Loses its data directory, while it does not run. */
  public void loseData() throws IOException {
    delete(data());
  }

  /** Keeps its data directory as it is now, while it does not run, for {@link #putBack}. */
  public void keep() throws IOException, InterruptedException {
    delete(directory.resolve("kept"));
    Commands.run("cp", "-R", data().toString(), directory.resolve("kept").toString());
  }

  /** Has the data directory again that was kept. */
  public void putBack() throws IOException {
    loseData();
    Files.move(directory.resolve("kept"), data());
  }

  /** Its data directory. */
  public Path data() {
    return directory.resolve("data");
  }

  /** Its newest process. */
  public NodeProcess process() {
    if (process == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return process;
  }

  /** Runs a command on it, which may fail. */
  public Output ask(String... words) throws IOException {
    return process().ask(ANSWER, words);
  }

  /**
   * Begins a command on it, which may fail, and which it may not live to answer.
   *
   * @return its status, or {@link #GONE}
   */
  public CompletableFuture<Integer> begin(String... words) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return ask(words).status();
          } catch (IOException gone) {
            return GONE;
          }
        });
  }

  /** Runs a command on it, which must succeed; returns what it wrote. */
  public String command(String... words) throws IOException {
    Output output = ask(words);
    if (output.status() != 0) {
      throw new AssertionError(name + " does not " + String.join(" ", words) + ": " + output);
    }
    return output.out();
  }

  /** Deploys examples, such as {@code counter-1.0.0.jar}, one after the other. */
  public void deploy(String... examples) throws IOException {
    for (String example : examples) {
      command("deploy", example(example));
    }
  }

  /** Deploys the counter and its servlets. */
  public void deployCounter() throws IOException {
    deploy("counter-api-1.0.0.jar", "counter-1.0.0.jar", "counter-web-1.0.0.jar");
  }

  /** The file of an example, as a word of a command. */
  public String example(String file) {
    return distribution.example(file).toString();
  }

  /** What {@code status} says on it. */
  public JsonNode status() throws IOException {
    return JSON.readTree(command("status", "--json"));
  }

  /** The status of its answer to a GET of a path; 0 if it gives none within 8 s. */
  public int get(String path) {
    try {
      URLConnection connection = uri().resolve(path).toURL().openConnection();
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(Math.toIntExact(REPLY.toMillis()));
      return ((HttpURLConnection) connection).getResponseCode();
    } catch (IOException noAnswer) {
      return 0;
    }
  }

  /**
   * Keeps what helps to find the cause of a failure, if its process runs and does not hang: what
   * its threads do, in its output, and its status, in {@code status.txt}.
   */
  void examine() throws IOException, InterruptedException {
    if (process == null || !process.process().isAlive() || paused) {
      return;
    }
    String status;
    try {
      status = process.ask(DUMP, "status").toString();
    } catch (IOException none) {
      status = none.toString();
    }
    Files.writeString(directory.resolve("status.txt"), status);
    signal("QUIT");
    long deadline = System.nanoTime() + DUMP.toNanos();
    while (!process.out().contains(END_OF_DUMP) && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Ends its process, if one runs. */
  void end() throws InterruptedException {
    if (process != null) {
      process.kill();
    }
  }

  static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
