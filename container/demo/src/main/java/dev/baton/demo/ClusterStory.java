package dev.baton.demo;

import dev.baton.demo.drive.Address;
import dev.baton.demo.drive.ClusterNodes;
import dev.baton.demo.drive.HaProxy;
import dev.baton.demo.drive.LoadProcess;
import dev.baton.demo.drive.Node;
import dev.baton.demo.drive.Operator;
import dev.baton.demo.drive.ShardCounts;
import dev.baton.demo.drive.Stage;
import dev.baton.demo.load.LoadOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The demo's course with several nodes: start all, deploy at one, preload, clients, a quiet while,
 * upgrade, kill one, add one, forget the dead one, drain one and switch it off, a quiet while,
 * audit. For one thread.
 */
final class ClusterStory {
  /** For how long a client tries again what was surely not executed. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long LOOK_AGAIN_MS = 50;

  private final DemoOptions options;
  private final Pace pace;
  private final Stage stage;
  private final Counters counters;
  private final Narrator narrator;
  private final Deeds deeds = new Deeds();
  private final ClusterNodes nodes;

  ClusterStory(DemoOptions options, Pace pace, Stage stage, Narrator narrator) throws IOException {
    this.options = options;
    this.pace = pace;
    this.stage = stage;
    this.counters = new Counters(options, stage, narrator);
    this.narrator = narrator;
    this.nodes = new ClusterNodes(stage, options.nodes() + 1);
  }

  /**
   * Tells it.
   *
   * @throws IOException if something went otherwise than told, whatever clients saw of it
   */
  Outcome tell() throws IOException, InterruptedException {
    Node drained = nodes.node(1);
    Node survivor = nodes.node(2);
    Node killed = nodes.node(options.nodes());
    Node added = nodes.node(options.nodes() + 1);

    begin(drained);
    LoadProcess load = counters.start(clients());
    Changes changes = new Changes(pace, stage, load, narrator, deeds);
    changes.warmUp();
    narrator.say("a quiet while, to compare with");
    changes.quiet(survivor.operator());

    changes.upgrade(survivor.operator());
    changes.window(Outcome.FAILOVER, () -> kill(killed, survivor.operator()));
    changes.window(Outcome.CHANGE, () -> join(added, survivor.operator()));
    narrator.say("%s does not come back: baton forget %s", killed.name(), killed.name());
    survivor.operator().run("forget", killed.name());
    changes.window(Outcome.CHANGE, () -> drain(drained, survivor.operator()));

    narrator.say("another quiet while");
    changes.quiet(survivor.operator());
    return counters.end(load, deeds);
  }

  private void begin(Node first) throws IOException, InterruptedException {
    narrator.say("starting %d nodes at once", options.nodes());
    nodes.startAtOnce(options.nodes());
    narrator.say("they serve on %s", nodes.addresses().subList(0, options.nodes()));
    counters.deploy(first.operator(), nodes.address(1));
    awaitServed();
    narrator.say("shards: %s", ShardCounts.at(first.operator()));
  }

  /** A node learns of what is deployed at another, and fetches it from there. */
  private void awaitServed() throws IOException, InterruptedException {
    for (Address each : nodes.addresses().subList(0, options.nodes())) {
      stage.awaitAnswer(each, "/counter/0");
    }
  }

  private LoadOptions clients() throws IOException, InterruptedException {
    Optional<Path> haProxy = HaProxy.installed();
    List<Address> servers;
    if (haProxy.isPresent()) {
      servers = List.of(stage.startProxy(haProxy.get(), nodes.addresses()));
      narrator.say("HAProxy on http://%s sends each request to the next node", servers.get(0));
    } else {
      servers = nodes.addresses();
      narrator.say("HAProxy is not installed: clients know all nodes, and if one refuses a call");
      narrator.say("  without having executed it, they send it to the next");
    }
    return counters
        .clients(servers.get(0))
        .at(
            servers.stream().map(each -> new InetSocketAddress(each.host(), each.port())).toList(),
            PATIENCE);
  }

  private void kill(Node node, Operator operator) throws IOException, InterruptedException {
    ShardCounts before = ShardCounts.at(operator);
    narrator.say("kill -9 of %s, which holds %d shards", node.name(), before.of(node.name()));
    node.kill();
    await(
        "the others to hold the shards of " + node.name(),
        () -> {
          ShardCounts now = ShardCounts.at(operator);
          return now.of(node.name()) == 0 && now.sum() == before.sum();
        });
    narrator.say("  the others hold them now: %s", ShardCounts.at(operator));
    deeds.failedOver();
  }

  private void join(Node node, Operator operator) throws IOException, InterruptedException {
    narrator.say("starting %s, a new one", node.name());
    node.launch();
    node.awaitReady();
    narrator.say("  it serves; shards come to it, one by one");
    ShardCounts[] last = {ShardCounts.at(operator)};
    long[] since = {System.nanoTime()};
    await(
        node.name() + " to hold its share",
        () -> {
          ShardCounts now = ShardCounts.at(operator);
          if (!now.equals(last[0])) {
            last[0] = now;
            since[0] = System.nanoTime();
          }
          return now.of(node.name()) > 0 && System.nanoTime() - since[0] > pace.settled().toNanos();
        });
    narrator.say("  its share has arrived: %s", last[0]);
    deeds.joined();
  }

  private void drain(Node node, Operator operator) throws IOException, InterruptedException {
    narrator.say("baton drain %s", node.name());
    operator.run("drain", node.name());
    narrator.say("  it holds nothing: %s", ShardCounts.at(operator));
    narrator.say("switching %s off", node.name());
    node.stop();
    narrator.say("  it is off");
    deeds.drained();
  }

  /** Something that comes to be. */
  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static void await(String what, Condition condition)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("Waited 60 s in vain for " + what);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
    }
  }
}
