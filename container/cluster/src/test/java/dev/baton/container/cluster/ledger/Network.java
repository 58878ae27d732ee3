package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.Answerer;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.MemberRules;
import dev.baton.container.cluster.NotDeliveredException;
import dev.baton.container.cluster.Peer;
import dev.baton.container.cluster.PeerFailedException;
import dev.baton.state.majority.Roster;
import dev.baton.state.map.OutcomeUnknownException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Nodes in this process whose messages take random ways: late, out of order, lost. Who is there is
 * what the test says.
 */
final class Network implements AutoCloseable {
  private static final int LONGEST_MICROS = 2_000;

  /** How the name of a witness begins. */
  private static final String WITNESS = "witness";

  private final ScheduledExecutorService wire = Executors.newSingleThreadScheduledExecutor();
  private final Random random;
  private final Map<String, Node> nodes = new ConcurrentSkipListMap<>();
  private final Set<String> cut = ConcurrentHashMap.newKeySet();
  private volatile double loss;

  Network(long seed) {
    this.random = new Random(seed);
  }

  /** Starts a node, or the same again from its store. */
  Node start(String name) {
    return start(name, name);
  }

  /** Starts a node that calls itself something else. */
  synchronized Node start(String name, String called) {
    MemoryStore store = nodes.containsKey(name) ? nodes.get(name).store : new MemoryStore();
    Node node = new Node(name, called, store);
    nodes.put(name, node);
    node.run();
    return node;
  }

  Node node(String name) {
    return nodes.get(name);
  }

  /** Tells the nodes who is there, the oldest first. */
  void together(String... names) {
    List<Node> group = new ArrayList<>();
    for (String name : names) {
      group.add(nodes.get(name));
    }
    List<Peer> peers = group.stream().map(node -> node.self).toList();
    group.forEach(node -> node.see(peers));
  }

  /** Loses that part of all messages. */
  void lose(double part) {
    loss = part;
  }

  /** Loses everything from one to another. */
  void cut(String from, String to) {
    cut.add(from + " " + to);
  }

  void heal() {
    cut.clear();
    loss = 0;
  }

  private synchronized boolean lost(String from, String to) {
    return cut.contains(from + " " + to) || random.nextDouble() < loss;
  }

  private synchronized long delay() {
    return random.nextInt(LONGEST_MICROS);
  }

  @Override
  public void close() {
    nodes.values().forEach(Node::stop);
    wire.shutdownNow();
  }

  /** A node with its ledger. */
  final class Node implements Cluster {
    private final String name;
    private final MemoryStore store;
    private volatile Peer self;
    private final Map<String, Answerer> answerers = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile List<Peer> peers;
    private volatile boolean stopped;
    private volatile boolean replaced;
    private RunningLedger ledger;
    private RunningLease lease;
    private Attendance attendance;

    private Node(String name, String called, MemoryStore store) {
      this.name = name;
      this.store = store;
      this.self = new Peer(store.node(), UUID.randomUUID(), called, "");
      this.peers = List.of(self);
    }

    private void run() {
      ledger = new RunningLedger(this, store.store(), Duration.ZERO);
      lease = new RunningLease(this, ledger);
      attendance = new Attendance(this, ledger, MemberRules.NONE, why -> replaced = true);
    }

    /** As Hazelcast does when two clusters merge: the same process is another member. */
    void becomeAnother() {
      self = new Peer(self.node(), UUID.randomUUID(), self.name(), self.http());
    }

    boolean isReplaced() {
      return replaced;
    }

    RunningLedger ledger() {
      return ledger;
    }

    RunningLease lease() {
      return lease;
    }

    Attendance attendance() {
      return attendance;
    }

    private void see(List<Peer> now) {
      peers = now;
      listeners.forEach(Runnable::run);
    }

    /** As an operator stops it. */
    Roster leave() throws Exception {
      lease.giveUp();
      attendance.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
      Roster left = ledger.now().roster();
      stop();
      return left;
    }

    /** As if the process had been killed; its store is kept. */
    void stop() {
      if (!stopped) {
        stopped = true;
        attendance.close();
        lease.close();
        ledger.close();
      }
    }

    @Override
    public Peer self() {
      return self;
    }

    @Override
    public List<Peer> peers() {
      return peers.stream().filter(peer -> !peer.name().startsWith(WITNESS)).toList();
    }

    @Override
    public List<Peer> members() {
      return peers;
    }

    @Override
    public AutoCloseable onChange(Runnable changed) {
      listeners.add(changed);
      return () -> listeners.remove(changed);
    }

    @Override
    public AutoCloseable answer(String channel, Answerer answerer) {
      answerers.put(channel, answerer);
      return () -> answerers.remove(channel);
    }

    @Override
    public CompletionStage<byte[]> ask(Peer peer, String channel, byte[] question, Duration limit) {
      CompletableFuture<byte[]> answer = new CompletableFuture<>();
      Node target =
          nodes.values().stream().filter(node -> node.self.equals(peer)).findFirst().orElse(null);
      if (target == null) {
        return CompletableFuture.failedFuture(new NotDeliveredException(peer.name() + " is gone"));
      }
      wire.schedule(
          () -> arrive(target, channel, question, answer), delay(), TimeUnit.MICROSECONDS);
      return answer
          .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
          .exceptionallyCompose(
              failure ->
                  CompletableFuture.failedFuture(new OutcomeUnknownException(name, failure)));
    }

    private void arrive(
        Node target, String channel, byte[] question, CompletableFuture<byte[]> answer) {
      Answerer answerer = target.answerers.get(channel);
      if (answerer == null || target.stopped || stopped || lost(name, target.name)) {
        return;
      }
      answerer
          .answer(self, question)
          .whenComplete(
              (bytes, failure) ->
                  wire.schedule(
                      () -> {
                        if (lost(target.name, name)) {
                          return;
                        }
                        if (failure == null) {
                          answer.complete(bytes);
                        } else {
                          answer.completeExceptionally(new PeerFailedException(failure.toString()));
                        }
                      },
                      delay(),
                      TimeUnit.MICROSECONDS));
    }
  }
}
