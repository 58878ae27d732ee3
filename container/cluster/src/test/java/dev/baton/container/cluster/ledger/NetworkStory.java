package dev.baton.container.cluster.ledger;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.cluster.LedgerEntries;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** Nodes that form a cluster over a {@link Network}, and what their tests wait for. */
abstract class NetworkStory {
  static final long PATIENCE_SECONDS = 30;

  /** The network of this test. */
  Network network = new Network(1);

  @AfterEach
  void end() {
    network.close();
  }

  static void eventually(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!holds.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, what);
      LockSupport.parkNanos(500_000);
    }
  }

  static <T> T got(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  static UnaryOperator<Map<String, byte[]>> put(String name, String value) {
    return entries -> LedgerEntries.with(entries, name, value.getBytes(StandardCharsets.UTF_8));
  }

  void form(String... names) {
    for (String name : names) {
      network.start(name);
    }
    network.together(names);
    eventually(
        "all are in",
        () ->
            Arrays.stream(names)
                .allMatch(
                    name ->
                        LedgerEntries.members(network.node(name).ledger().now().entries()).size()
                            == names.length));
  }

  static void neverWhileCut(CompletionStage<?> stage) {
    assertThrows(
        TimeoutException.class, () -> stage.toCompletableFuture().get(300, TimeUnit.MILLISECONDS));
  }

  boolean isIn(String name) {
    return LedgerEntries.members(network.node("a").ledger().now().entries())
        .containsKey(network.node(name).self().node());
  }
}
