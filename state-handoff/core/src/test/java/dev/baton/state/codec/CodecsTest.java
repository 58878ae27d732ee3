package dev.baton.state.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecsTest {
  private final Codecs codecs = new Codecs();

  enum Colour {
    RED,
    GREEN
  }

  record Item(String name, int amount) {}

  record Order(
      UUID id,
      List<Item> items,
      Map<String, BigDecimal> prices,
      Set<Colour> colours,
      Instant at,
      Duration within,
      LocalDate day,
      ZonedDateTime local,
      byte[] picture,
      char grade,
      double weight,
      Boolean paid,
      Item main) {}

  record Counting(long value) {
    public long getTwice() {
      return 2 * value;
    }

    public boolean isEven() {
      return value % 2 == 0;
    }
  }

  record Before(long count) {}

  record After(long count, String note, int more) {}

  record Tree(String name, List<Tree> children) {}

  record Pair<A, B>(A left, B right) {}

  record Pairs(Pair<String, Long> one) {}

  private static Order order() {
    return new Order(
        new UUID(1, 2),
        List.of(new Item("pen", 3), new Item("ink", 1)),
        new HashMap<>(Map.of("b", new BigDecimal("1.10"), "a", new BigDecimal("2E+9"))),
        Set.of(Colour.GREEN),
        Instant.parse("2026-11-21T01:02:03.123456789Z"),
        Duration.ofNanos(-5),
        LocalDate.of(2026, 2, 28),
        ZonedDateTime.of(2026, 7, 1, 12, 0, 0, 7, ZoneId.of("Europe/Vienna")),
        new byte[] {1, -1},
        'x',
        Double.NaN,
        null,
        null);
  }

  @Test
  void aRecordOfEverythingComesBackAsItWas() {
    ValueCodec orders = codecs.values(Order.class);
    Order order = order();
    Order back = (Order) orders.decode(orders.encode(order));
    assertArrayEquals(order.picture(), back.picture());
    assertEquals(order.toString().replaceAll("\\[B@\\w+", ""), text(back));
    assertEquals(order.at(), back.at());
    assertEquals(order.local(), back.local());
    assertEquals(order.within(), back.within());
  }

  private static String text(Order order) {
    return order.toString().replaceAll("\\[B@\\w+", "");
  }

  record Nest(List<String> eggs, Nest inner) {}

  @Test
  void whatWasEncodedBeforeOrCouldNotBeLeavesNoTrace() {
    ValueCodec codec = codecs.values(Nest.class);
    Nest plain = new Nest(List.of("a"), null);
    Nest large = new Nest(Collections.nCopies(20_000, "as large as 160 kB"), plain);
    Nest endless = plain;
    for (int depth = 0; depth < 2_000; depth++) {
      endless = new Nest(List.of(), endless);
    }
    for (Nest each : List.of(plain, large, plain)) {
      byte[] bytes = codec.encode(each);
      assertArrayEquals(codecs.values(Nest.class).encode(each), bytes);
      assertEquals(each, codec.decode(bytes));
      Nest tooDeep = endless;
      assertThrows(IllegalArgumentException.class, () -> codec.encode(tooDeep));
    }
  }

  /** Cut off, with bytes after it, or changed in one place. */
  @Test
  void whatWasDecodedBeforeOrCouldNotBeLeavesNoTrace() {
    ValueCodec codec = codecs.values(Nest.class);
    Nest nest = new Nest(List.of("a", "b".repeat(300)), new Nest(List.of(), null));
    byte[] good = codec.encode(nest);
    for (int i = 0; i < good.length; i++) {
      for (int other : new int[] {0, 0x5f, 0x7f, 0x80, 0x9f, 0xbf, 0xd8, 0xf6, 0xff}) {
        byte[] changed = good.clone();
        changed[i] = (byte) other;
        byte[] longer = Arrays.copyOf(good, good.length + i + 1);
        Arrays.fill(longer, good.length, longer.length, (byte) other);
        for (byte[] bytes : List.of(Arrays.copyOf(good, i), changed, longer)) {
          assertEquals(
              readOrRefused(codecs.values(Nest.class), bytes), readOrRefused(codec, bytes));
          assertEquals(nest, codec.decode(good));
        }
      }
    }
  }

  private static Object readOrRefused(ValueCodec codec, byte[] bytes) {
    try {
      return codec.decode(bytes);
    } catch (IllegalArgumentException refused) {
      return refused.getClass();
    }
  }

  @Test
  void aListOfValuesIsOneValue() {
    ValueCodec codec = codecs.values(Colour[].class);
    for (Colour[] each : List.of(Colour.values(), new Colour[0], Colour.values())) {
      assertArrayEquals(each, (Colour[]) codec.decode(codec.encode(each)));
    }
  }

  @Test
  void manyThreadsEncodeAtOnce() {
    ValueCodec codec = codecs.values(Item.class);
    List<Item> items = IntStream.range(0, 20_000).mapToObj(i -> new Item("item " + i, i)).toList();
    List<Object> back = items.parallelStream().map(codec::encode).map(codec::decode).toList();
    assertEquals(items, back);
  }

  @Test
  void equalMapsGiveEqualBytesWhateverTheirOrder() {
    record Prices(Map<String, Integer> of) {}
    Map<String, Integer> one = new LinkedHashMap<>();
    Map<String, Integer> other = new LinkedHashMap<>();
    for (int i = 0; i < 50; i++) {
      one.put("k" + i, i);
      other.put("k" + (49 - i), 49 - i);
    }
    ValueCodec prices = codecs.values(Prices.class);
    assertArrayEquals(prices.encode(new Prices(one)), prices.encode(new Prices(other)));
  }

  @Test
  void onlyComponentsAreWritten() {
    ValueCodec values = codecs.values(Counting.class);
    assertEquals("{\"value\":4}", values.toJson(new Counting(4)));
    assertEquals(new Counting(4), values.decode(values.encode(new Counting(4))));
  }

  @Test
  void anAddedComponentNeedsNoSchema() {
    byte[] old = codecs.values(Before.class).encode(new Before(7));
    assertEquals(new After(7, null, 0), codecs.values(After.class).decode(old));
    byte[] young = codecs.values(After.class).encode(new After(8, "x", 9));
    assertEquals(new Before(8), codecs.values(Before.class).decode(young));
  }

  @Test
  void recordsMayNestAndTakeTypeParameters() {
    Tree tree = new Tree("a", List.of(new Tree("b", List.of()), new Tree("c", null)));
    ValueCodec trees = codecs.values(Tree.class);
    assertEquals(tree, trees.decode(trees.encode(tree)));
    ValueCodec pairs = codecs.values(Pairs.class);
    Pairs value = new Pairs(new Pair<>("l", 5L));
    assertEquals(value, pairs.decode(pairs.encode(value)));
  }

  record WithObject(Object any) {}

  record WithInterface(List<Runnable> tasks) {}

  @SuppressWarnings("rawtypes")
  record WithRawList(List raw) {}

  record WithRecordKeys(Map<Item, String> byItem) {}

  static final class Bean {
    int value;
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Object.class,
        Runnable.class,
        Number.class,
        Bean.class,
        Thread.class,
        WithObject.class,
        WithInterface.class,
        WithRawList.class,
        WithRecordKeys.class,
        java.util.Optional.class
      })
  void whatHasNoDeclaredShapeIsRefusedWithAWayOut(Class<?> type) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> codecs.values(type));
    assertTrue(refused.getMessage().startsWith("Cannot encode " + type.getSimpleName()));
  }

  @Test
  void theMessageNamesTheComponent() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> codecs.values(WithInterface.class));
    assertTrue(refused.getMessage().contains("WithInterface.tasks<>"), refused.getMessage());
    assertTrue(refused.getMessage().contains("java.lang.Runnable"), refused.getMessage());
  }

  @Test
  void foreignBytesAreRefused() {
    ValueCodec items = codecs.values(Item.class);
    assertThrows(IllegalArgumentException.class, () -> items.decode(new byte[] {1, 2, 3}));
    assertThrows(
        IllegalArgumentException.class, () -> items.decode(codecs.values(Long.class).encode(5L)));
  }

  @Test
  void keysComeBackFromBytesAndFromText() {
    assertKey(String.class, "köln?", "\"köln?\"");
    assertKey(String.class, "lone \ud800?", null);
    assertKey(String.class, "\ud800", null);
    assertKey(String.class, "", "\"\"");
    assertKey(Long.class, -5L, "-5");
    assertKey(Integer.class, 7, "7");
    assertKey(Short.class, (short) 7, "7");
    assertKey(Byte.class, (byte) 7, "7");
    assertKey(UUID.class, new UUID(3, 4), "\"" + new UUID(3, 4) + "\"");
    assertKey(Colour.class, Colour.RED, "\"RED\"");
    assertKey(Item.class, new Item("a", 1), "{\"name\":\"a\",\"amount\":1}");
  }

  private void assertKey(Class<?> type, Object key, String json) {
    KeyCodec keys = codecs.keys(type);
    assertEquals(key, keys.decode(keys.encode(key)));
    if (json != null) {
      assertEquals(json, keys.toJson(key));
      assertEquals(key, keys.parse(json));
    }
  }

  @Test
  void textKeysCanBeTypedWithoutQuotes() {
    assertEquals("a b", codecs.keys(String.class).parse("a b"));
  }

  @Test
  void differentTextsHaveDifferentBytes() {
    KeyCodec keys = codecs.keys(String.class);
    assertNotEquals(
        new String(keys.encode("\ud800"), StandardCharsets.ISO_8859_1),
        new String(keys.encode("?"), StandardCharsets.ISO_8859_1));
  }

  @Test
  void byteKeysCompareByContentAndAreCopied() {
    KeyCodec keys = codecs.keys(byte[].class);
    byte[] given = {1, 2};
    Object kept = keys.kept(given);
    given[0] = 9;
    assertEquals(keys.kept(new byte[] {1, 2}), kept);
    assertArrayEquals(new byte[] {1, 2}, (byte[]) keys.given(kept));
    assertEquals("\"0102\"", keys.toJson(kept));
    assertEquals(kept, keys.parse("0102"));
  }

  @Test
  void aKeyThatIsNoneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> codecs.keys(Colour.class).parse("BLUE"));
    assertThrows(IllegalArgumentException.class, () -> codecs.keys(Byte.class).parse("300"));
    assertThrows(IllegalArgumentException.class, () -> codecs.keys(Item.class).parse("{"));
  }

  @Test
  void aHashSeesEveryBitAndTheLength() {
    byte[] bytes = new byte[21];
    Set<Long> hashes = new java.util.HashSet<>();
    hashes.add(Hash.of(bytes));
    for (int i = 0; i < bytes.length * 8; i++) {
      bytes[i / 8] ^= (byte) (1 << (i % 8));
      assertTrue(hashes.add(Hash.of(bytes)), "bit " + i);
      bytes[i / 8] ^= (byte) (1 << (i % 8));
    }
    assertTrue(hashes.add(Hash.of(new byte[20])));
    assertTrue(hashes.add(Hash.of(new byte[22])));
  }

  @Test
  void lostSurrogatesDoNotStopAValue() {
    ValueCodec texts = codecs.values(String.class);
    assertEquals("a\ufffdb", texts.decode(texts.encode("a\ud800b")));
  }
}
