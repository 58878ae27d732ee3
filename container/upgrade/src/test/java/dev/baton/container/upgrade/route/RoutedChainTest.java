package dev.baton.container.upgrade.route;

import static dev.baton.container.upgrade.route.Net.LONG;
import static dev.baton.container.upgrade.route.Net.eventually;
import static dev.baton.container.upgrade.route.TestNode.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.gate.RefusedCallException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that lead to calls on other nodes, and back. */
class RoutedChainTest {
  private final Net net = new Net();
  private final ExecutorService callers = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    callers.shutdownNow();
    net.nodes.forEach(n -> n.routing.close());
  }

  @Test
  void aChainThatComesBackEntersTheGateThatClosesBehindIt() throws Exception {
    TestNode a = net.node("a");
    TestNode b = net.node("b");
    net.holds(0, a);
    net.holds(1, b);
    CountDownLatch atB = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    a.keeper.body = k -> a.shop.run(key(1));
    b.keeper.body =
        k -> {
          atB.countDown();
          await(goOn);
          return b.shop.order(key(0), 1);
        };
    CompletableFuture<String> chain =
        CompletableFuture.supplyAsync(() -> a.shop.run(key(0)), callers);
    await(atB);
    a.gate(0).close();
    assertFalse(a.gate(0).awaitDrained(Duration.ofMillis(5)));
    goOn.countDown();
    assertEquals(key(0) + " x 1 at a", chain.get(10, TimeUnit.SECONDS));
    assertTrue(a.gate(0).awaitDrained(LONG));
  }

  @Test
  void aCallThatBeganOnAnotherNodeComesBackThere() throws Exception {
    TestNode a = net.node("a");
    TestNode b = net.node("b");
    TestNode c = net.node("c");
    net.holds(0, a);
    net.holds(1, b);
    CountDownLatch atB = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    a.keeper.body = k -> a.shop.run(key(1));
    b.keeper.body =
        k -> {
          atB.countDown();
          await(goOn);
          return b.shop.order(key(0), 1);
        };
    CompletableFuture<String> chain =
        CompletableFuture.supplyAsync(() -> c.shop.run(key(0)), callers);
    await(atB);
    a.gate(0).close();
    goOn.countDown();
    assertEquals(key(0) + " x 1 at a", chain.get(10, TimeUnit.SECONDS));
    assertTrue(a.gate(0).awaitDrained(LONG));
  }

  @Test
  void nodesDoNotFillEachOthersThreads() throws Exception {
    RouteLimits narrow = new RouteLimits(LONG, 2, 50, 8, 64);
    TestNode a = net.node("a", LONG, narrow);
    TestNode b = net.node("b", LONG, narrow);
    net.holds(0, a);
    net.holds(1, b);
    net.holds(2, a);
    net.holds(3, b);
    CyclicBarrier full = new CyclicBarrier(2 * narrow.threads());
    a.keeper.body = k -> meet(full, () -> a.shop.order(key(3), 1));
    b.keeper.body = k -> meet(full, () -> b.shop.order(key(2), 1));
    List<CompletableFuture<String>> calls =
        IntStream.range(0, 2 * narrow.threads())
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> i % 2 == 0 ? a.shop.run(key(1)) : b.shop.run(key(0)), callers))
            .toList();
    for (CompletableFuture<String> call : calls) {
      assertTrue(call.get(10, TimeUnit.SECONDS).contains(" x 1 at "));
    }
  }

  @Test
  void callsThatAreHeldTakeNoThread() throws Exception {
    RouteLimits narrow = new RouteLimits(LONG, 2, 50, 8, 64);
    TestNode a = net.node("a", LONG, narrow);
    TestNode b = net.node("b", LONG, narrow);
    net.holds(0, b);
    net.holds(1, b);
    b.gate(0).close();
    List<CompletableFuture<String>> held =
        IntStream.range(0, 10)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> a.shop.order(key(0), i), callers))
            .toList();
    eventually("held", () -> b.held() == 10);
    assertEquals(key(1) + " x 1 at b", a.shop.order(key(1), 1));
    b.holds(0);
    for (int i = 0; i < held.size(); i++) {
      assertEquals(key(0) + " x " + i + " at b", held.get(i).get(10, TimeUnit.SECONDS));
    }
    assertEquals(0, b.held());
  }

  @Test
  void whatExceedsTheThreadsIsTriedAgainAndThenRefused() throws Exception {
    RouteLimits narrow = new RouteLimits(LONG, 1, 1, 8, 64);
    TestNode a = net.node("a", Duration.ofMillis(500), narrow);
    TestNode b = net.node("b", Duration.ofMillis(500), narrow);
    net.holds(0, b);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    b.keeper.body =
        k -> {
          inside.countDown();
          await(go);
          return "done";
        };
    CompletableFuture<String> first =
        CompletableFuture.supplyAsync(() -> a.shop.run(key(0)), callers);
    await(inside);
    CompletableFuture<String> second =
        CompletableFuture.supplyAsync(() -> a.shop.run(key(0)), callers);
    eventually("asked", () -> net.asked.size() == 2);
    RefusedCallException refused =
        assertThrows(RefusedCallException.class, () -> a.shop.run(key(0)));
    assertTrue(
        refused.getMessage().contains("b: 1 calls from other nodes run and 1 wait"),
        refused.getMessage());
    go.countDown();
    assertEquals("done", first.get(10, TimeUnit.SECONDS));
    assertThrows(Exception.class, () -> second.get(10, TimeUnit.SECONDS));
  }

  @Test
  void aChainThatGoesRoundForEverIsRefused() {
    RouteLimits few = new RouteLimits(LONG, 4, 4, 3, 64);
    TestNode a = net.node("a", LONG, few);
    TestNode b = net.node("b", LONG, few);
    net.holds(0, a);
    net.holds(1, b);
    a.keeper.body = k -> a.shop.run(key(1));
    b.keeper.body = k -> b.shop.run(key(0));
    RefusedCallException refused =
        assertThrows(RefusedCallException.class, () -> a.shop.run(key(0)));
    assertTrue(
        refused.getMessage().contains("passed on between nodes more than 3 times"),
        refused.getMessage());
  }

  @Test
  void aNodeThatHangsTakesSoManyThreadsAndNoMore() throws Exception {
    RouteLimits narrow = new RouteLimits(LONG, 8, 50, 8, 2);
    TestNode a = net.node("a", Duration.ofMillis(500), narrow);
    TestNode b = net.node("b", LONG, narrow);
    TestNode c = net.node("c", LONG, narrow);
    net.holds(0, b);
    net.holds(1, c);
    CountDownLatch hangs = new CountDownLatch(1);
    b.keeper.body =
        k -> {
          await(hangs);
          return "at last";
        };
    List<CompletableFuture<String>> taken =
        IntStream.range(0, 2)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> a.shop.run(key(0)), callers))
            .toList();
    eventually("asked", () -> net.asked.size() == 2);
    RefusedCallException refused =
        assertThrows(RefusedCallException.class, () -> a.shop.run(key(0)));
    assertTrue(
        refused.getMessage().endsWith("held for 500 ms; 2 calls wait for an answer of b"),
        refused.getMessage());
    assertEquals(key(1) + " x 1 at c", a.shop.order(key(1), 1));
    CompletableFuture<String> next =
        CompletableFuture.supplyAsync(() -> a.shop.run(key(0)), callers);
    eventually("held", () -> a.held() == 1);
    hangs.countDown();
    assertEquals("at last", next.get(10, TimeUnit.SECONDS));
    for (CompletableFuture<String> call : taken) {
      assertEquals("at last", call.get(10, TimeUnit.SECONDS));
    }
  }

  private static String meet(CyclicBarrier barrier, java.util.function.Supplier<String> then) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception broken) {
      throw new AssertionError(broken);
    }
    return then.get();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
