package dev.baton.state.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.ShardId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShardFileTest {
  private static final ShardId SHARD = new ShardId("counter", 7);
  private static final Header HEADER =
      new Header(
          new UUID(1, 2),
          3,
          -4,
          5,
          new Holder(new UUID(6, 7), "1.0.0"),
          Copies.first(8, Set.of(new UUID(9, 10))),
          true);

  private static byte[] file(List<Entry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ShardWriter writer = new ShardWriter(bytes, SHARD, HEADER);
    for (Entry each : entries) {
      writer.add(each);
    }
    writer.end();
    return bytes.toByteArray();
  }

  private static Entry entry(String table, String key, int schema, byte[] value) {
    return new Entry(table, key.getBytes(StandardCharsets.UTF_8), value, schema);
  }

  private static List<Entry> few() {
    return List.of(
        entry("counts", "a", 1, new byte[] {1}),
        entry("names", "", 2, new byte[0]),
        entry("counts", "b", 2, new byte[] {2, 3}),
        entry("counts", "c", 1, new byte[] {4}));
  }

  private static Totals read(byte[] file, List<String> into) throws IOException {
    ShardFile read = ShardFile.open(new ByteArrayInputStream(file));
    assertEquals(SHARD, read.shard());
    assertEquals(HEADER, read.header());
    return read.forEach(entry -> into.add(text(entry)));
  }

  private static String text(Entry entry) {
    return entry.table()
        + "/"
        + new String(entry.key(), StandardCharsets.UTF_8)
        + "="
        + Arrays.hashCode(entry.value())
        + "@"
        + entry.schema();
  }

  private static List<String> texts(List<Entry> entries) {
    return entries.stream().map(ShardFileTest::text).sorted().toList();
  }

  @Test
  void whatIsWrittenIsReadWithItsTablesAndSchemas() throws Exception {
    List<String> found = new ArrayList<>();

    Totals totals = read(file(few()), found);

    assertEquals(texts(few()), found.stream().sorted().toList());
    assertEquals(new Totals(4, 7), totals);
  }

  @Test
  void aShardWithoutEntriesIsAFileToo() throws Exception {
    List<String> found = new ArrayList<>();
    assertEquals(new Totals(0, 0), read(file(List.of()), found));
    assertEquals(List.of(), found);
  }

  @Test
  void moreThanIsKeptInMemoryGoesThroughAndSoDoesAValueLargerThanThat() throws Exception {
    List<Entry> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(entry(i % 2 == 0 ? "even" : "odd", "key " + i, i % 3, new byte[30_000 + i]));
    }
    many.add(entry("even", "large", 1, new byte[3 << 20]));
    List<String> found = new ArrayList<>();

    read(file(many), found);

    assertEquals(texts(many), found.stream().sorted().toList());
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    byte[] whole = file(few());
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      IOException refused =
          assertThrows(DamagedArchiveException.class, () -> read(cut, new ArrayList<>()));
      assertTrue(refused.getMessage().startsWith("it is cut off "), refused.getMessage());
    }
  }

  @Test
  void everyBitFlipIsRefused() throws Exception {
    byte[] whole = file(few());
    for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      IOException refused =
          assertThrows(DamagedArchiveException.class, () -> read(flipped, new ArrayList<>()));
      assertTrue(refused.getMessage().startsWith("it "), refused.getMessage());
    }
  }

  @Test
  void whatStandsBehindTheEndIsRefused() throws Exception {
    byte[] whole = file(few());
    assertThrows(
        DamagedArchiveException.class,
        () -> read(Arrays.copyOf(whole, whole.length + 1), new ArrayList<>()));
  }

  @Test
  void anotherFormatIsNamed() throws Exception {
    byte[] later = file(few());
    later[11] = 2;
    IOException refused =
        assertThrows(DamagedArchiveException.class, () -> read(later, new ArrayList<>()));
    assertEquals("it has format 2; this version of Baton reads format 1", refused.getMessage());
  }
}
