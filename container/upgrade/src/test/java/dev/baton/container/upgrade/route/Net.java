package dev.baton.container.upgrade.route;

import dev.baton.container.cluster.NotDeliveredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Nodes in one process, who holds what, and what goes wrong between them. */
final class Net implements Holders {
  static final Duration LONG = Duration.ofSeconds(10);

  final List<TestNode> nodes = new ArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> wrong = new CopyOnWriteArrayList<>();
  private final Map<Integer, UUID> holders = new ConcurrentHashMap<>();

  /** What becomes of the next questions, one after another; null is nothing unusual. */
  final List<Fault> faults = new CopyOnWriteArrayList<>();

  enum Fault {
    NONE,
    NOT_DELIVERED,
    NO_ANSWER,
    /** The question is lost, and nobody says so. */
    LOST
  }

  TestNode node(String name, Duration maxHold, RouteLimits limits) {
    TestNode node = new TestNode(name, "1." + nodes.size(), this, maxHold, limits);
    nodes.add(node);
    return node;
  }

  TestNode node(String name) {
    return node(name, LONG, RouteLimits.DEFAULT);
  }

  /** The node holds the shard, and all know. */
  void holds(int shard, TestNode node) {
    node.holds(shard);
    known(shard, node);
  }

  /** All take the node for the holder. */
  void known(int shard, TestNode node) {
    if (node == null) {
      holders.remove(shard);
    } else {
      holders.put(shard, node.member);
    }
    nodes.forEach(n -> n.gate(shard).lookAgain());
  }

  /** What one node takes for true: what all do, unless it is told otherwise. */
  Holders seenBy(TestNode node) {
    return new Holders() {
      @Override
      public Optional<UUID> holder(String service, int shard) {
        UUID believed = node.believes.get(shard);
        return believed != null ? Optional.of(believed) : Net.this.holder(service, shard);
      }

      @Override
      public void wrong(String service, int shard, UUID member, Optional<UUID> says) {
        node.believes.remove(shard, member);
        Net.this.wrong(service, shard, member, says);
      }
    };
  }

  @Override
  public Optional<UUID> holder(String service, int shard) {
    return Optional.ofNullable(holders.get(shard));
  }

  @Override
  public void wrong(String service, int shard, UUID member, Optional<UUID> says) {
    wrong.add(name(member) + " is not the holder of " + shard);
  }

  Line lineOf(TestNode from) {
    return new Line() {
      @Override
      public UUID self() {
        return from.member;
      }

      @Override
      public String name(UUID member) {
        return Net.this.name(member);
      }

      @Override
      public CompletionStage<byte[]> ask(UUID member, byte[] question, Duration limit) {
        asked.add(name(member));
        return deliver(from.member, member, question);
      }
    };
  }

  private CompletionStage<byte[]> deliver(UUID from, UUID member, byte[] question) {
    Fault fault = faults.isEmpty() ? Fault.NONE : faults.remove(0);
    return switch (fault) {
      case NONE -> to(member).routing.answer(from, question);
      case NOT_DELIVERED ->
          CompletableFuture.failedStage(new NotDeliveredException(name(member) + " is gone"));
      case NO_ANSWER ->
          to(member)
              .routing
              .answer(from, question)
              .thenCompose(a -> CompletableFuture.failedStage(new RuntimeException("it left")));
      case LOST -> CompletableFuture.failedStage(new RuntimeException("it left"));
    };
  }

  private TestNode to(UUID member) {
    return nodes.stream().filter(n -> n.member.equals(member)).findFirst().orElseThrow();
  }

  private String name(UUID member) {
    return nodes.stream()
        .filter(n -> n.member.equals(member))
        .map(n -> n.name)
        .findFirst()
        .orElse("a stranger");
  }

  static void eventually(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(what + ": not within " + LONG);
      }
      Thread.onSpinWait();
    }
  }
}
