package dev.baton.state.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.Shards;
import dev.baton.state.StateCodec;
import dev.baton.state.StateMap;
import dev.baton.state.StateUnavailableException;
import dev.baton.state.TableSpec;
import dev.baton.state.WrongShardException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateTableTest {
  private final Calls calls = new Calls();
  private final VersionState version = calls.version("1.0.0", 1);
  private final StateMap<String, Long> counts =
      version.api().map(TableSpec.of("counts", String.class, Long.class));

  @BeforeEach
  void open() {
    version.closeDeclarations();
    calls.open(version);
  }

  private <R> R call(java.util.function.Supplier<R> body) {
    return calls.call(0, body);
  }

  private void run(Runnable body) {
    calls.call(
        0,
        () -> {
          body.run();
          return null;
        });
  }

  /** The same random operation on both; results and exceptions have to be the same. */
  @Test
  void everyOperationDoesWhatConcurrentHashMapDoes() {
    ConcurrentMap<String, Long> model = new ConcurrentHashMap<>();
    Random random = new Random(42);
    run(
        () -> {
          for (int i = 0; i < 200_000; i++) {
            Function<ConcurrentMap<String, Long>, Object> operation = operation(random);
            assertEquals(outcome(operation, model), outcome(operation, counts));
            if (i % 1000 == 0) {
              assertEquals(model, counts);
              assertEquals(counts, model);
              assertEquals(model.hashCode(), counts.hashCode());
              assertEquals(model.keySet(), counts.keySet());
              assertEquals(model.entrySet(), counts.entrySet());
              flush();
            }
          }
        });
  }

  private void flush() {
    try {
      calls.shard(0).takeAndEncode(1, java.util.concurrent.TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Object outcome(
      Function<ConcurrentMap<String, Long>, Object> operation, ConcurrentMap<String, Long> map) {
    try {
      return operation.apply(map);
    } catch (RuntimeException e) {
      return e.getClass();
    }
  }

  private static Function<ConcurrentMap<String, Long>, Object> operation(Random random) {
    String key = random.nextInt(100) == 0 ? null : "k" + random.nextInt(20);
    Long value = random.nextInt(50) == 0 ? null : (long) random.nextInt(5);
    Long other = (long) random.nextInt(5);
    return switch (random.nextInt(26)) {
      case 0 -> map -> map.get(key);
      case 1 -> map -> map.put(key, value);
      case 2 -> map -> map.remove(key);
      case 3 -> map -> map.remove(key, value);
      case 4 -> map -> map.putIfAbsent(key, value);
      case 5 -> map -> map.replace(key, value);
      case 6 -> map -> map.replace(key, other, value);
      case 7 -> map -> map.compute(key, (k, v) -> v == null ? other : v == 3 ? null : v + 1);
      case 8 -> map -> map.computeIfAbsent(key, k -> value);
      case 9 -> map -> map.computeIfPresent(key, (k, v) -> v.equals(other) ? null : v + 1);
      case 10 -> map -> map.merge(key, value, (a, b) -> a + b > 6 ? null : a + b);
      case 11 -> map -> map.getOrDefault(key, other);
      case 12 -> map -> map.containsKey(key);
      case 13 -> map -> map.containsValue(other);
      case 14 -> map -> map.size();
      case 15 -> map -> map.isEmpty();
      case 16 -> map -> map.keySet().remove(key);
      // Not remove(other): which of several equal values goes depends on the order of the table.
      case 17 -> map -> map.values().removeAll(List.of(other));
      case 18 -> map -> map.keySet().contains(key);
      case 19 -> map -> map.entrySet().removeIf(e -> e.getValue().equals(other));
      case 20 ->
          map -> {
            map.replaceAll((k, v) -> (v + 1) % 5);
            return null;
          };
      case 21 ->
          map -> {
            map.putAll(Map.of("k1", other, "k2", other));
            return null;
          };
      case 22 ->
          map -> {
            for (Entry<String, Long> entry : map.entrySet()) {
              entry.setValue((entry.getValue() + 2) % 5);
            }
            return null;
          };
      case 23 ->
          map ->
              map.compute(
                  key,
                  (k, v) -> {
                    throw new IllegalStateException();
                  });
      case 24 -> map -> map.keySet().retainAll(List.of("k1", "k2", "k3", "k4", "k5", "k6"));
      default -> map -> map.entrySet().contains(Map.entry("k1", other));
    };
  }

  @Test
  void aFailingFunctionChangesNothing() {
    run(
        () -> {
          counts.put("a", 1L);
          assertThrows(
              IllegalStateException.class,
              () ->
                  counts.merge(
                      "a",
                      1L,
                      (x, y) -> {
                        throw new IllegalStateException("no");
                      }));
          assertEquals(1L, counts.get("a"));
        });
  }

  @Test
  void outsideACallNothingIsReadOrWritten() {
    StateUnavailableException refused =
        assertThrows(StateUnavailableException.class, () -> counts.get("a"));
    assertTrue(refused.getMessage().contains("counter 1.0.0"), refused.getMessage());
    assertThrows(StateUnavailableException.class, () -> counts.put("a", 1L));
    assertThrows(StateUnavailableException.class, counts::size);
    assertThrows(StateUnavailableException.class, () -> counts.keySet().iterator());
  }

  @Test
  void anIteratorEndsWithItsCall() {
    run(() -> counts.put("a", 1L));
    Iterator<String> leaked = call(() -> counts.keySet().iterator());
    assertThrows(StateUnavailableException.class, leaked::next);
  }

  @Test
  void anIteratorRemovesThroughTheTable() {
    run(
        () -> {
          counts.put("a", 1L);
          counts.put("b", 2L);
          for (Iterator<Long> values = counts.values().iterator(); values.hasNext(); ) {
            if (values.next() == 1L) {
              values.remove();
            }
          }
          assertEquals(Map.of("b", 2L), counts);
        });
  }

  @Test
  void sealedTablesRefuseReadsAndWritesAndSayWhy() {
    run(() -> counts.put("a", 1L));
    calls.shard(0).seal("Shard 0 is held by 2.0.0");
    StateUnavailableException refused =
        assertThrows(
            StateUnavailableException.class, () -> run(() -> counts.merge("a", 1L, Long::sum)));
    assertEquals("Shard 0 is held by 2.0.0", refused.getMessage());
    assertThrows(StateUnavailableException.class, () -> run(() -> counts.get("a")));
    calls.shard(0).open();
    assertEquals(1L, call(() -> counts.get("a")));
  }

  @Test
  void aKeyOfAnotherShardIsRefusedByReadsAndWrites() {
    VersionState many = calls.version("1.0.0", 64);
    StateMap<String, Long> table = many.api().map(TableSpec.of("counts", String.class, Long.class));
    calls.open(many);
    int shard = Shards.of("a", 64);
    int wrong = (shard + 1) % 64;
    WrongShardException refused =
        assertThrows(WrongShardException.class, () -> calls.call(wrong, () -> table.put("a", 1L)));
    assertTrue(
        refused
            .getMessage()
            .contains("belongs to shard " + shard + ", this call to shard " + wrong),
        refused.getMessage());
    assertThrows(WrongShardException.class, () -> calls.call(wrong, () -> table.get("a")));
    assertThrows(WrongShardException.class, () -> calls.call(wrong, () -> table.remove("a")));
    assertNull(calls.call(shard, () -> table.put("a", 1L)));
    assertTrue(many.api().call("a", () -> many.api().owns("a")));
  }

  @Test
  void whatIsNoValueOrKeyIsRefused() {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Map<Object, Object> raw = (Map) counts;
    run(
        () -> {
          assertThrows(ClassCastException.class, () -> raw.put("a", "text"));
          assertThrows(ClassCastException.class, () -> raw.put(1, 1L));
          assertThrows(NullPointerException.class, () -> raw.get(null));
          assertNull(raw.get(5));
          assertFalse(raw.containsKey(5));
          assertTrue(counts.isEmpty());
        });
  }

  @Test
  void byteKeysAreFoundByContent() {
    VersionState other = calls.version("1.0.0", 1);
    StateMap<byte[], Long> table = other.api().map(TableSpec.of("bytes", byte[].class, Long.class));
    calls.open(other);
    run(
        () -> {
          table.put(new byte[] {1}, 5L);
          assertEquals(5L, table.get(new byte[] {1}));
          assertArrayEquals(new byte[] {1}, table.keySet().iterator().next());
          assertEquals(5L, table.remove(new byte[] {1}));
          assertTrue(table.isEmpty());
        });
  }

  @Test
  void entriesAreShownAsJson() {
    run(() -> counts.put("a\"b", 7L));
    assertEquals(List.of(new EntryText("\"a\\\"b\"", "7")), calls.shard(0).view("counts", 10));
    assertEquals("7", calls.shard(0).view("counts", "a\"b").value());
    assertNull(calls.shard(0).view("counts", "zzz"));
    assertThrows(IllegalArgumentException.class, () -> calls.shard(0).view("other", 1));
  }

  @Test
  void aFollowerThatFailsLosesNoBatch() throws Exception {
    AtomicBoolean fails = new AtomicBoolean(true);
    ShardTables tables = calls.shard(0);
    tables.subscribe(
        batch -> {
          if (fails.getAndSet(false)) {
            throw new IllegalStateException("cannot take it");
          }
        });
    run(() -> counts.put("k", 1L));
    assertThrows(IllegalStateException.class, () -> tables.takeAndEncode(1, TimeUnit.SECONDS));
    EncodedBatch again = tables.takeAndEncode(1, TimeUnit.SECONDS);
    assertEquals(1, again.entries().size());
    assertEquals(tables.position(), again.upTo());
    assertNull(tables.takeAndEncode(1, TimeUnit.SECONDS));
  }

  /** Encodes no "bad", and does something when it encodes "slow". */
  private static final class Picky implements StateCodec {
    private Runnable onSlow = () -> {};

    @Override
    public byte[] encode(Object value, Class<?> type) {
      if (value.equals("bad")) {
        throw new IllegalArgumentException("bad");
      }
      if (value.equals("slow")) {
        onSlow.run();
      }
      return value.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <T> T decode(byte[] bytes, Class<T> type) {
      return type.cast(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @Test
  void whatWasOverwrittenIsNotEncodedThoughItIsWrittenOnceMoreMeanwhile() throws Exception {
    Calls scope = new Calls();
    VersionState other = scope.version("1.0.0", 1);
    Picky picky = new Picky();
    StateMap<String, String> texts =
        other.api().map(TableSpec.of("texts", String.class, String.class).codec(picky));
    other.closeDeclarations();
    scope.open(other);
    ShardTables tables = scope.shard(0);
    scope.call(0, () -> texts.put("a", "slow"));
    scope.call(0, () -> texts.put("b", "bad"));
    assertThrows(IllegalStateException.class, () -> tables.takeAndEncode(1, TimeUnit.SECONDS));
    scope.call(0, () -> texts.put("c", "good"));
    scope.call(0, () -> texts.put("b", "good"));
    picky.onSlow = () -> scope.call(0, () -> texts.put("b", "better"));
    EncodedBatch batch = tables.takeAndEncode(1, TimeUnit.SECONDS);
    assertEquals(3, batch.entries().size(), "each key once");
    assertEquals(1, tables.takeAndEncode(1, TimeUnit.SECONDS).entries().size());
  }

  @Test
  void removeIfLeavesWhatWasWrittenSinceItAsked() {
    run(
        () -> {
          counts.put("k", 0L);
          assertFalse(counts.values().removeIf(n -> n == 0 && counts.put("k", 1L) == 0));
          assertFalse(counts.entrySet().removeIf(e -> e.getValue() == 1 && e.setValue(2L) == 1));
          assertEquals(2L, counts.get("k"));
          assertTrue(counts.values().removeIf(n -> n == 2));
          assertTrue(counts.isEmpty());
        });
  }
}
