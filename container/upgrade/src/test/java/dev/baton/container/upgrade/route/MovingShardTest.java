package dev.baton.container.upgrade.route;

import static dev.baton.container.upgrade.route.Net.LONG;
import static dev.baton.container.upgrade.route.Net.eventually;
import static dev.baton.container.upgrade.route.TestNode.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.gate.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shards go from node to node while all nodes call them, and call each other from inside. */
class MovingShardTest {
  private static final long RUN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int CALLERS = 6;
  private static final int ONE = 1;
  private static final int OTHER = 2;

  private final Net net = new Net();
  private final List<TestNode> nodes = List.of(net.node("a"), net.node("b"), net.node("c"));
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final AtomicIntegerArray holders = new AtomicIntegerArray(TestNode.SHARDS);
  private final AtomicLong executed = new AtomicLong();
  private final AtomicLong misplaced = new AtomicLong();
  private final Random random = new Random(7);

  @AfterEach
  void close() {
    callers.shutdownNow();
    nodes.forEach(n -> n.routing.close());
  }

  @Test
  void eachCallIsExecutedOnceWhereTheShardIs() throws Exception {
    play(key(ONE), 1, node -> key -> executedBy(node));
  }

  @Test
  void chainsThatGoToAndFroEnd() throws Exception {
    String first = key("first-", ONE);
    String second = key("second-", OTHER);
    String third = key("third-", ONE);
    play(
        first,
        3,
        node ->
            key -> {
              Shop shop = nodes.get(node).shop;
              executedBy(node);
              return key.equals(first)
                  ? shop.run(second)
                  : key.equals(second) ? shop.run(third) : "";
            });
  }

  /**
   * @param each how often a call is executed, in all shards it leads to
   */
  private void play(String key, int each, IntFunction<UnaryOperator<String>> bodies)
      throws Exception {
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).keeper.body = bodies.apply(i);
    }
    net.holds(ONE, nodes.get(0));
    net.holds(OTHER, nodes.get(0));
    long end = System.nanoTime() + RUN_NANOS;
    List<CompletableFuture<Long>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Shop shop = nodes.get(i % nodes.size()).shop;
      calls.add(CompletableFuture.supplyAsync(() -> callUntil(end, shop, key), callers));
    }
    int moves = 0;
    while (System.nanoTime() < end) {
      long before = executed.get();
      move(moves % 2 == 0 ? ONE : OTHER);
      moves++;
      eventually("calls go on", () -> executed.get() > before + 5 || System.nanoTime() > end);
    }
    long called = 0;
    for (CompletableFuture<Long> call : calls) {
      called += call.get(20, TimeUnit.SECONDS);
    }
    assertEquals(0, misplaced.get());
    assertEquals(called * each, executed.get());
    assertTrue(moves > 10, moves + " moves");
    assertTrue(called > 100, called + " calls");
  }

  private String executedBy(int node) {
    int shard = Calls.shard();
    if (holders.get(shard) != node) {
      misplaced.incrementAndGet();
    }
    executed.incrementAndGet();
    Thread.yield();
    if (holders.get(shard) != node) {
      misplaced.incrementAndGet();
    }
    return "";
  }

  private static long callUntil(long end, Shop shop, String key) {
    long called = 0;
    while (System.nanoTime() < end) {
      shop.run(key);
      called++;
    }
    return called;
  }

  /** As a hand-off between nodes: closed, drained, held by another, known to all in some order. */
  private void move(int shard) throws InterruptedException {
    int next = (holders.get(shard) + 1 + random.nextInt(nodes.size() - 1)) % nodes.size();
    TestNode from = nodes.get(holders.get(shard));
    TestNode to = nodes.get(next);
    from.gate(shard).close();
    assertTrue(from.gate(shard).awaitDrained(LONG));
    holders.set(shard, next);
    if (random.nextBoolean()) {
      to.gate(shard).close();
    }
    if (random.nextBoolean()) {
      from.routed(shard);
      net.known(shard, random.nextBoolean() ? null : to);
      to.holds(shard);
    } else {
      to.holds(shard);
      net.known(shard, to);
      from.routed(shard);
    }
    net.known(shard, to);
  }
}
