package dev.baton.container.upgrade.route;

import static dev.baton.container.upgrade.route.Net.eventually;
import static dev.baton.container.upgrade.route.TestNode.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.UnknownOutcomeException;
import dev.baton.container.gate.Calls;
import dev.baton.container.gate.NotHeldException;
import dev.baton.container.gate.RefusedCallException;
import dev.baton.container.upgrade.route.Net.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceException;

class RoutedCallTest {
  private static final Duration SHORT = Duration.ofMillis(500);

  private final Net net = new Net();
  private final TestNode a = net.node("a");
  private final TestNode b = net.node("b");

  @AfterEach
  void close() {
    net.nodes.forEach(n -> n.routing.close());
  }

  @Test
  void aCallReachesTheHolderAndTellsItsVersion() {
    net.holds(1, b);
    assertEquals(key(1) + " x 3 at b", a.shop.order(key(1), 3));
    assertEquals("1.1", Calls.lastVersion());
    assertEquals(List.of("b"), net.asked);
    net.holds(2, a);
    assertEquals(key(2) + " x 3 at a", a.shop.order(key(2), 3));
    assertEquals("1.0", Calls.lastVersion());
    assertEquals(1, net.asked.size());
  }

  @Test
  void argumentsAndResultsKeepTheirTypes() {
    for (int shard = 0; shard < TestNode.SHARDS; shard++) {
      net.holds(shard, b);
    }
    Item item = new Item("pen", 4);
    assertEquals(item, a.shop.same("x", item));
    assertNull(a.shop.same("x", null));
    assertEquals(Map.of("x7", List.of(item)), a.shop.items("x", List.of(item), new int[] {7}));
    assertEquals(Optional.of(new Item("pen", 1)), a.shop.find("x", Optional.of("pen")));
    assertEquals(Optional.empty(), a.shop.find("x", Optional.empty()));
    assertNull(a.shop.find("x", null));
    assertEquals('A', a.shop.letter(3, true, 0, new byte[] {'A'}));
    assertEquals('B', a.shop.letter(3, false, 'B', new byte[0]));
  }

  @Test
  void anExceptionArrivesAsItselfOrAsText() {
    net.holds(1, b);
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> a.shop.fail(key(1), "jdk"));
    assertEquals("no ink", thrown.getMessage());
    assertTrue(thrown.getSuppressed()[0].getMessage().contains("on b: "));
    assertTrue(thrown.getSuppressed()[0].getMessage().contains("Shop$Keeper.fail"));
    assertThrows(IOException.class, () -> a.shop.fail(key(1), "io"));
    ServiceException own = assertThrows(ServiceException.class, () -> a.shop.fail(key(1), "own"));
    assertTrue(
        own.getMessage().startsWith("Shop.fail on b threw " + Shop.OwnException.class.getName()),
        own.getMessage());
  }

  @Test
  void aResultThatComesLaterIsAwaitedThere() {
    net.holds(1, b);
    net.holds(3, b);
    assertEquals(key(1) + " later at b", join(a.shop.later(key(1))));
    int bad = dev.baton.state.Shards.of("bad", TestNode.SHARDS);
    net.holds(bad, b);
    CompletionException failed =
        assertThrows(CompletionException.class, () -> join(a.shop.later("bad")));
    assertInstanceOf(IllegalStateException.class, failed.getCause());
    net.faults.add(Fault.NOT_DELIVERED);
    assertEquals(key(1) + " later at b", join(a.shop.later(key(1))));
    net.faults.add(Fault.NO_ANSWER);
    assertInstanceOf(
        UnknownOutcomeException.class,
        assertThrows(CompletionException.class, () -> join(a.shop.later(key(1)))).getCause());
    net.holds(1, a);
    assertEquals(key(1) + " later at a", join(a.shop.later(key(1))));
  }

  @Test
  void aPromiseIsKeptByAnotherNodeToo() throws Exception {
    for (int shard = 0; shard < TestNode.SHARDS; shard++) {
      net.holds(shard, b);
    }
    assertEquals("x promised at b", a.shop.promised("x").getValue());
    assertInstanceOf(IllegalStateException.class, a.shop.promised("bad").getFailure());
    for (int shard = 0; shard < TestNode.SHARDS; shard++) {
      net.holds(shard, a);
    }
    assertEquals("x promised at a", a.shop.promised("x").getValue());
  }

  @Test
  void aCallThatMayNotBeHeldIsExecutedWhereTheGateIsOpen() {
    Net strict = new Net();
    TestNode one = strict.node("one", Duration.ZERO, RouteLimits.DEFAULT);
    TestNode two = strict.node("two", Duration.ZERO, RouteLimits.DEFAULT);
    strict.holds(1, two);
    assertEquals(key(1) + " x 1 at two", one.shop.order(key(1), 1));
    two.gate(1).close();
    assertThrows(RefusedCallException.class, () -> one.shop.order(key(1), 1));
  }

  private static String join(java.util.concurrent.CompletionStage<String> stage) {
    return stage.toCompletableFuture().orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
  }

  @Test
  void whoIsNotTheHolderSaysSoAndTheRightOneIsAsked() {
    TestNode c = net.node("c");
    net.holds(1, c);
    net.known(1, b);
    CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> a.shop.order(key(1), 1));
    eventually("told", () -> net.wrong.contains("b is not the holder of 1"));
    assertFalse(call.isDone());
    net.known(1, c);
    assertEquals(key(1) + " x 1 at c", call.join());
  }

  @Test
  void whoIsAskedForAShardByItsHolderDoubtsThat() {
    net.known(1, b);
    b.believes.put(1, a.member);
    CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> a.shop.order(key(1), 1));
    eventually("doubted", () -> net.wrong.contains("a is not the holder of 1"));
    b.holds(1);
    assertEquals(key(1) + " x 1 at b", call.join());
  }

  @Test
  void aCallWaitsWhileNobodyHoldsTheShard() {
    CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> a.shop.order(key(1), 1));
    eventually("held", () -> a.held() == 1);
    net.holds(1, b);
    assertEquals(key(1) + " x 1 at b", call.join());
    assertEquals(0, a.held());
    assertEquals(1, a.gates().figures().total());
  }

  @Test
  void aCallThatWaitsIsExecutedHereWhenTheShardComesHere() {
    CompletableFuture<String> call =
        CompletableFuture.supplyAsync(() -> a.shop.order(key(1), 1) + " by " + Calls.lastVersion());
    eventually("held", () -> a.held() == 1);
    a.gate(1).close();
    net.known(1, a);
    a.holds(1);
    assertEquals(key(1) + " x 1 at a by 1.0", call.join());
    assertEquals(List.of(), net.asked);
  }

  @Test
  void aCallThatNobodyTakesIsRefusedNamingTheHolder() {
    Net quick = new Net();
    TestNode one = quick.node("one", SHORT, RouteLimits.DEFAULT);
    TestNode two = quick.node("two", SHORT, RouteLimits.DEFAULT);
    RefusedCallException nobody =
        assertThrows(RefusedCallException.class, () -> one.shop.order(key(1), 1));
    assertEquals(
        "Shop.order of shop, shard 1, was not executed: held for 500 ms; nobody is known to hold the"
            + " shard",
        nobody.getMessage());
    quick.holds(1, two);
    two.gate(1).close();
    RefusedCallException held =
        assertThrows(RefusedCallException.class, () -> one.shop.order(key(1), 1));
    assertTrue(held.getMessage().contains("held for 500 ms; two: held there"), held.getMessage());
    two.gate(1).refuse("it is being undeployed");
    RefusedCallException refused =
        assertThrows(RefusedCallException.class, () -> one.shop.order(key(1), 1));
    assertTrue(refused.getMessage().contains("two: Shop.order of shop, shard 1, was not executed"));
    two.routed(1);
    RefusedCallException elsewhere =
        assertThrows(RefusedCallException.class, () -> one.shop.order(key(1), 1));
    assertTrue(elsewhere.getMessage().contains("two: "), elsewhere.getMessage());
  }

  @Test
  void anUnknownOutcomeIsToldAndNotTriedAgain() {
    net.holds(1, b);
    net.faults.add(Fault.NO_ANSWER);
    UnknownOutcomeException unknown =
        assertThrows(UnknownOutcomeException.class, () -> a.shop.order(key(1), 1));
    assertEquals(
        "Shop.order of shop, shard 1, may have been executed or not: b did not answer: it left",
        unknown.getMessage());
    assertEquals(1, net.asked.size());
  }

  @Test
  void anIdempotentCallIsTriedAgainTwice() {
    net.holds(1, b);
    net.faults.addAll(List.of(Fault.NO_ANSWER, Fault.LOST));
    assertEquals(key(1) + " at b", a.shop.look(key(1)));
    net.faults.addAll(List.of(Fault.LOST, Fault.LOST, Fault.LOST));
    assertThrows(UnknownOutcomeException.class, () -> a.shop.look(key(1)));
    assertEquals(6, net.asked.size());
  }

  @Test
  void aCallThatMayHaveBeenExecutedOnceIsNeverSaidToBeRefused() {
    Net quick = new Net();
    TestNode one = quick.node("one", SHORT, RouteLimits.DEFAULT);
    TestNode two = quick.node("two", SHORT, RouteLimits.DEFAULT);
    quick.holds(1, two);
    quick.faults.add(Fault.NO_ANSWER);
    for (int i = 0; i < 1000; i++) {
      quick.faults.add(Fault.NOT_DELIVERED);
    }
    UnknownOutcomeException unknown =
        assertThrows(UnknownOutcomeException.class, () -> one.shop.look(key(1)));
    assertTrue(
        unknown.getMessage().contains("then it was tried again and not executed: held for 500 ms"),
        unknown.getMessage());
  }

  @Test
  void whatWasNotDeliveredIsTriedAgain() {
    net.holds(1, b);
    net.faults.addAll(List.of(Fault.NOT_DELIVERED, Fault.NOT_DELIVERED));
    assertEquals(key(1) + " x 1 at b", a.shop.order(key(1), 1));
    assertEquals(3, net.asked.size());
  }

  @Test
  void aCallIsHeldAtTheHolderWhileItsGateIsClosed() {
    net.holds(1, b);
    b.gate(1).close();
    CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> a.shop.order(key(1), 1));
    eventually("held there", () -> b.held() == 1);
    assertEquals(0, a.held());
    b.holds(1);
    assertEquals(key(1) + " x 1 at b", call.join());
  }

  @Test
  void aCallThatIsHeldAtTheHolderFollowsTheShardThatLeavesIt() {
    TestNode c = net.node("c");
    net.holds(1, b);
    b.gate(1).close();
    CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> a.shop.order(key(1), 1));
    eventually("held there", () -> b.held() == 1);
    net.holds(1, c);
    b.routed(1);
    assertEquals(key(1) + " x 1 at c", call.join());
  }

  @Test
  void aCallThatIsHeldAtTheHolderIsExecutedHereWhenTheShardComesHere() {
    net.holds(1, b);
    b.gate(1).close();
    CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> a.shop.order(key(1), 1));
    eventually("held there", () -> b.held() == 1);
    net.holds(1, a);
    b.routed(1);
    assertEquals(key(1) + " x 1 at a", call.join());
  }

  @Test
  void everyShardIsAskedWhereverItIs() {
    for (int shard = 0; shard < TestNode.SHARDS; shard++) {
      net.holds(shard, shard % 2 == 0 ? a : b);
    }
    assertEquals(TestNode.SHARDS, a.shop.everywhere());
    assertEquals(2, net.asked.size());
    assertEquals(
        Map.of(
            "a", List.of(new Item("a", 1), new Item("a", 1)),
            "b", List.of(new Item("b", 1), new Item("b", 1))),
        a.shop.itemsEverywhere());
    assertEquals(Set.of("a", "b"), a.shop.nodesLater().toCompletableFuture().join());
  }

  @Test
  void aBodyIsRefusedNamingTheHolder() {
    net.holds(1, b);
    NotHeldException elsewhere =
        assertThrows(NotHeldException.class, () -> a.gates().call(1, "1.0", () -> "executed"));
    assertTrue(elsewhere.getMessage().contains(": b holds the shard"), elsewhere.getMessage());
  }

  @Test
  void whatCannotTravelIsToldWhenStagedAndRefusedWhenCalled() {
    List<String> problems = a.routing.add(a);
    assertEquals(1, problems.size());
    assertTrue(
        problems
            .get(0)
            .startsWith(
                "Shop.anything could not be called on another node: Cannot encode Object by its"
                    + " declared type java.lang.Object: it says nothing of what it holds"),
        problems.get(0));
    net.holds(1, b);
    RefusedCallException refused =
        assertThrows(RefusedCallException.class, () -> a.shop.anything(key(1)));
    assertTrue(refused.getMessage().contains("b holds the shard"), refused.getMessage());
    net.holds(1, a);
    assertEquals(key(1), a.shop.anything(key(1)));
  }

  @Test
  void aCallThatTheHolderCannotExecuteIsRefusedAtOnce() {
    net.holds(1, b);
    b.started = false;
    RefusedCallException refused =
        assertThrows(RefusedCallException.class, () -> a.shop.order(key(1), 1));
    assertTrue(refused.getMessage().contains("b: shop 1.1 has no "), refused.getMessage());
    assertEquals(1, net.asked.size());
  }
}
