package dev.baton.bench.cluster;

import com.sun.management.OperatingSystemMXBean;
import dev.baton.demo.drive.Address;
import dev.baton.demo.drive.ClusterNodes;
import dev.baton.demo.drive.LoadProcess;
import dev.baton.demo.drive.Node;
import dev.baton.demo.drive.Operator;
import dev.baton.demo.drive.Stage;
import dev.baton.demo.load.LoadOptions;
import dev.baton.demo.load.WindowFigures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The life of a cluster under load: three nodes start at once; one is killed; a new one comes; one
 * is drained. Before each of these is a quiet window as long as what follows. For one thread.
 *
 * <p>Unless it is given, the load takes half of the processor time: who runs three nodes so that
 * one may die has room for that, and clients of nodes without any measure the queue before them.
 */
final class Life {
  private static final int NODES = 3;
  private static final long BASE = 1000;
  private static final int READ_PERCENT = 20;
  private static final int CALLERS = 32;

  /** Several for each shard, and fewer than may wait at a node. */
  private static final int AFFECTED_CALLERS = 64;

  /** Of the calls: to shards that the killed node holds, and to those that it has a copy of. */
  private static final double AFFECTED = 0.2;

  private static final int MOST_CALLERS = 64;
  private static final int NEVER_REACHED = 1_000_000;
  private static final int TRIAL_RATE = 400;
  private static final double HALF = 0.5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long WARM_UP_MS = 20_000;
  private static final long SETTLE_MS = 10_000;
  private static final long WINDOW_MS = 10_000;

  private static final String QUIET_BEFORE = "quiet before ";
  private static final String KILL = "kill";
  private static final String JOIN = "join";
  private static final String DRAIN = "drain";

  /**
   * What it yields; times in milliseconds.
   *
   * @param startMs until all three served
   * @param rate calls a second
   * @param firstMs from the kill to the first answer of a shard that was at the killed node
   * @param lastMs until each of those had answered
   * @param kill what others saw of it
   * @param copiedMs the longest call meanwhile to a shard that the killed node kept a copy of
   * @param unknown calls of unknown outcome
   * @param joinReadyMs until the new node served
   * @param joinBalancedMs until it held its share
   * @param join what clients saw of it
   * @param drainMs until the drained node held nothing
   * @param drain what clients saw of it
   * @param wrong increments lost or doubled and answers that were wrong
   */
  record Yield(
      double startMs,
      double rate,
      double firstMs,
      double lastMs,
      Seen kill,
      double copiedMs,
      long unknown,
      double joinReadyMs,
      double joinBalancedMs,
      Seen join,
      double drainMs,
      Seen drain,
      long wrong) {}

  /**
   * What clients saw in a window, and in the quiet one before.
   *
   * @param failed calls that failed, or are of unknown outcome
   * @param standstill the longest that the machine itself stood still
   */
  record Seen(Pair p999, Pair gap, Pair slowest, long failed, Pair standstill) {}

  /** A figure of a window, and of the quiet one before; in milliseconds. */
  record Pair(double meanwhile, double quiet) {
    private static Pair of(String window, ToDoubleFunction<String> figure) {
      return new Pair(figure.applyAsDouble(window), figure.applyAsDouble(QUIET_BEFORE + window));
    }
  }

  private final Stage stage;
  private final ClusterOptions options;
  private final ClusterNodes nodes;

  Life(Stage stage, ClusterOptions options) throws IOException {
    this.stage = stage;
    this.options = options;
    this.nodes = new ClusterNodes(stage, NODES + 1);
  }

  Yield live() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    nodes.startAtOnce(NODES);
    double startMs = since(begin);
    Node survivor = nodes.node(2);
    Node killed = nodes.node(NODES);
    Operator operator = survivor.operator();
    Example.deploy(stage, nodes, NODES);
    stage.preload(nodes.address(2), options.entries());
    ShardWatch watch = new ShardWatch(operator);
    watch.awaitBalance("node-1");

    int rate = rate();
    HeldShards before = HeldShards.at(operator);
    Loads loads = loads(before, killed.name(), rate);
    loads.settle(SETTLE_MS);

    loads.window(QUIET_BEFORE + KILL);
    Thread.sleep(WINDOW_MS);
    double unseenMs = kill(loads, killed);
    Thread.sleep(WINDOW_MS);
    loads.window("between");
    watch.awaitAllHeld(before.holders().size());
    operator.run("forget", killed.name());

    quiet(loads, JOIN, watch);
    Node added = nodes.node(NODES + 1);
    loads.window(JOIN);
    long joinBegin = System.nanoTime();
    added.launch();
    added.awaitReady();
    double joinReadyMs = since(joinBegin);
    double joinBalancedMs = joinReadyMs + watch.awaitBalance(added.name());
    loads.window("between");

    quiet(loads, DRAIN, watch);
    loads.window(DRAIN);
    long drainBegin = System.nanoTime();
    operator.run("drain", "node-1");
    double drainMs = since(drainBegin);
    Thread.sleep(Math.max(0, WINDOW_MS - (long) drainMs));
    loads.window("between");

    loads.stop();
    Map<Integer, Double> first = loads.firstAnswers(KILL, before);
    boolean all = first.size() == before.count(killed.name());
    return new Yield(
        startMs,
        rate,
        unseenMs + first.values().stream().mapToDouble(each -> each).min().orElse(Double.NaN),
        all
            ? unseenMs + first.values().stream().mapToDouble(each -> each).max().orElse(Double.NaN)
            : Double.POSITIVE_INFINITY,
        seen(loads, KILL),
        loads.ofCopied(KILL, WindowFigures::maxMs),
        loads.unknown(),
        joinReadyMs,
        joinBalancedMs,
        seen(loads, JOIN),
        drainMs,
        seen(loads, DRAIN),
        loads.wrong());
  }

  /**
   * The rate that is given, or how many calls a second take half of the processor time, by the time
   * that some take; these are of counters that nobody calls later. Leaves the nodes warm.
   */
  private int rate() throws IOException, InterruptedException {
    int first = options.entries();
    int last = first + first / 10;
    List<String> numbers = IntStream.range(first, last).mapToObj(Integer::toString).toList();
    Path beside = Files.write(stage.directory().resolve("beside"), numbers);
    busyWhileCalled(beside, last, NEVER_REACHED, WARM_UP_MS);
    return options.rate() > 0
        ? options.rate()
        : (int) (TRIAL_RATE * HALF / busyWhileCalled(beside, last, TRIAL_RATE, WINDOW_MS));
  }

  /** Calls for some time; returns which part of the processor time the machine was at work. */
  private double busyWhileCalled(Path only, int keys, int rate, long millis)
      throws IOException, InterruptedException {
    Address any = nodes.address(1);
    LoadProcess load =
        stage.startLoad(
            LoadOptions.of(any.host(), any.port(), MOST_CALLERS, rate, keys, 0, READ_PERCENT)
                .at(survivors(), PATIENCE)
                .only(only));
    Thread.sleep(SETTLE_MS);
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    double unused = machine.getCpuLoad(); // the next one is since this one
    Thread.sleep(millis);
    double taken = machine.getCpuLoad();
    load.stop();
    return taken;
  }

  /** Of the survivors alone: whose connections break is not what is measured. */
  private List<InetSocketAddress> survivors() {
    return nodes.addresses().subList(0, NODES - 1).stream()
        .map(each -> new InetSocketAddress(each.host(), each.port()))
        .toList();
  }

  private Loads loads(HeldShards shards, String killed, int rate) throws IOException {
    Path directory = stage.directory();
    int entries = options.entries();
    Path held = shards.write(directory.resolve("held"), entries, key -> shards.isAt(key, killed));
    Path copied =
        shards.write(
            directory.resolve("copied"),
            entries,
            key -> !shards.isAt(key, killed) && shards.isKeptAt(key, killed));
    Path others =
        shards.write(
            directory.resolve("others"),
            entries,
            key -> !shards.isAt(key, killed) && !shards.isKeptAt(key, killed));
    int affected = (int) (rate * AFFECTED);
    return new Loads(
        stage.startLoad(clients(AFFECTED_CALLERS, affected).split(held)),
        stage.startLoad(clients(AFFECTED_CALLERS, affected).split(copied)),
        stage.startLoad(clients(CALLERS, rate - 2 * affected).only(others)));
  }

  private LoadOptions clients(int callers, int rate) {
    Address any = nodes.address(1);
    return LoadOptions.of(
            any.host(), any.port(), callers, rate, options.entries(), BASE, READ_PERCENT)
        .at(survivors(), PATIENCE);
  }

  /** With the commands that run when it is not quiet. */
  private static void quiet(Loads loads, String before, ShardWatch watch)
      throws IOException, InterruptedException {
    loads.window(QUIET_BEFORE + before);
    for (long begin = System.nanoTime(); since(begin) < WINDOW_MS; ) {
      watch.look();
    }
    loads.window("between");
  }

  /** Returns how much of the time since the kill no window has seen. */
  private static double kill(Loads loads, Node node) throws IOException {
    long begin = System.nanoTime();
    node.killNow();
    loads.window(KILL);
    return since(begin);
  }

  private static Seen seen(Loads loads, String window) {
    return new Seen(
        Pair.of(window, name -> loads.ofOthers(name, WindowFigures::p999Ms)),
        Pair.of(window, name -> loads.worst(name, WindowFigures::longestGapMs)),
        Pair.of(window, name -> loads.worst(name, WindowFigures::maxMs)),
        loads.failed(window),
        Pair.of(window, loads::standstill));
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }
}
