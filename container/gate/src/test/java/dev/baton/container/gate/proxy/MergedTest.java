package dev.baton.container.gate.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class MergedTest {

  @Test
  void numbersAreMergedAsDeclared() {
    assertEquals(6L, merged("SUM", 1L, 3L, 2L));
    assertEquals(1L, merged("MIN", 1L, 3L, 2L));
    assertEquals(3L, merged("MAX", 1L, 3L, 2L));
    assertEquals((short) 3, merged("SUM", (short) 1, (short) 2));
  }

  @Test
  void listsAndSetsAreJoinedInTheOrderOfTheShards() {
    List<String> first = List.of("a", "b"); // is the service's: must not be changed
    assertEquals(List.of("a", "b", "a"), merged("SUM", first, List.of(), List.of("a")));
    assertEquals(Set.of("a", "b"), merged("SUM", Set.of("a"), Set.of("b", "a")));
  }

  @Test
  void valuesOfTheSameKeyAreMergedLikewise() {
    assertEquals(Map.of("a", 3, "b", 5), merged("SUM", Map.of("a", 1), Map.of("a", 2, "b", 5)));
    assertEquals(
        Map.of("a", List.of(1, 2)),
        merged("SUM", Map.of("a", List.of(1)), Map.of("a", List.of(2))));
    assertEquals(Map.of("a", "x"), merged("SUM", Map.of("a", "x"), Map.of("a", "x")));
  }

  @Test
  void aKeyWithUnlikeValuesIsNamed() {
    IllegalStateException unlike =
        assertThrows(
            IllegalStateException.class,
            () -> merged("SUM", Map.of("a", "x"), Map.of("b", "y", "a", "z")));
    assertTrue(
        unlike.getMessage().startsWith("Several shards returned a value for the key 'a': "),
        unlike.getMessage());
  }

  @Test
  void whatIsNullCountsForNothing() {
    assertEquals(2L, merged("SUM", null, 2L, null));
    assertNull(merged("SUM", null, null));
  }

  @Test
  void stagesBecomeOneThatFailsIfOneDoes() {
    CompletableFuture<Long> slow = new CompletableFuture<>();
    CompletableFuture<?> all =
        (CompletableFuture<?>) merged("SUM", CompletableFuture.completedFuture(1L), slow);
    slow.complete(2L);
    assertEquals(3L, all.join());

    RuntimeException failure = new IllegalArgumentException("no");
    CompletableFuture<?> failed =
        (CompletableFuture<?>)
            merged(
                "SUM",
                CompletableFuture.completedFuture(1L),
                CompletableFuture.failedFuture(failure));
    assertSame(failure, assertThrows(CompletionException.class, failed::join).getCause());
  }

  private static Object merged(String how, Object... results) {
    Merged all = Merged.by(how);
    for (Object each : results) {
      all.add(each);
    }
    return all.all();
  }
}
