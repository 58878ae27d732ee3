package dev.baton.state.store;

import static dev.baton.state.store.Samples.INCARNATION;
import static dev.baton.state.store.Samples.SHARD;
import static dev.baton.state.store.Samples.await;
import static dev.baton.state.store.Samples.bytes;
import static dev.baton.state.store.Samples.delete;
import static dev.baton.state.store.Samples.header;
import static dev.baton.state.store.Samples.incomplete;
import static dev.baton.state.store.Samples.put;
import static dev.baton.state.store.Samples.read;
import static dev.baton.state.store.Samples.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.ShardId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {
  @TempDir Path folder;
  FileStore store;

  @BeforeEach
  void open() throws Exception {
    store = FileStore.open(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  void reopen() throws Exception {
    store.close();
    open();
  }

  @Test
  void anEmptyStoreHoldsNothing() {
    assertEquals(Map.of(), store.shards());
    assertEquals(Map.of(), store.records(""));
    assertTrue(store.failure().isEmpty());
  }

  @Test
  void whatIsWrittenIsReadAndStillThereAfterReopening() throws Exception {
    store.begin(SHARD, header(1, 0));
    store.append(SHARD, header(1, 1), List.of(put("a", "1"), put("b", "1")));
    await(store.written(store.append(SHARD, header(1, 2), List.of(put("a", "2"), delete("b")))));

    assertEquals(Map.of("counts/a", "2@1"), read(store, SHARD));
    assertEquals(Map.of(SHARD, header(1, 2)), store.shards());
    reopen();
    assertEquals(Map.of("counts/a", "2@1"), read(store, SHARD));
    assertEquals(Map.of(SHARD, header(1, 2)), store.shards());
  }

  @Test
  void anOpenedShardStaysAsItWasWhateverIsWrittenSince() throws Exception {
    store.begin(SHARD, header(1, 0));
    await(store.written(store.append(SHARD, header(1, 1), List.of(put("a", "1"), put("b", "1")))));
    try (StoredShard opened = store.open(SHARD)) {
      store.append(SHARD, header(1, 2), List.of(put("a", "2"), delete("b")));
      store.begin(SHARD, header(2, 2));
      await(store.written(store.append(SHARD, header(2, 3), List.of(put("c", "1")))));

      List<String> found = new ArrayList<>();
      opened.forEach(entry -> found.add(text(entry.key()) + "=" + text(entry.value())));

      assertEquals(header(1, 1), opened.header());
      assertEquals(Set.of("a=1", "b=1"), Set.copyOf(found));
    }
    assertEquals(Map.of("counts/c", "1@1"), read(store, SHARD));
  }

  @Test
  void whatIsDisownedIsReadUntilAnotherGenerationIsComplete() throws Exception {
    store.begin(SHARD, header(1, 0));
    await(store.written(store.append(SHARD, header(1, 1), List.of(put("a", "1")))));

    store.disown(SHARD, header(1, 0));
    assertEquals(header(1, 1), store.head(SHARD));
    store.disown(SHARD, header(1, 1));
    assertNull(store.head(SHARD));
    assertEquals(Map.of("counts/a", "1@1"), read(store, SHARD));

    await(store.written(store.begin(SHARD, header(1, 0))));
    assertEquals(header(1, 0), store.head(SHARD));
    assertEquals(Map.of(), read(store, SHARD));
  }

  @Test
  void aLaterEntryOfABatchReplacesAnEarlierOne() throws Exception {
    store.begin(SHARD, header(1, 0));
    await(
        store.written(
            store.append(
                SHARD, header(1, 1), List.of(put("a", "1"), put("b", "1"), put("a", "2")))));
    assertEquals(Map.of("counts/a", "2@1", "counts/b", "1@1"), read(store, SHARD));
  }

  @Test
  void tablesAndSchemasAreToldApart() throws Exception {
    store.begin(SHARD, header(1, 0));
    List<Entry> entries =
        List.of(
            new Entry("one", bytes("k"), bytes("v"), 1),
            new Entry("two", bytes("k"), bytes(""), 300),
            new Entry("one", bytes(""), new byte[400_000], 0));
    await(store.written(store.append(SHARD, header(1, 1), entries)));
    reopen();
    Map<String, String> found = read(store, SHARD);
    assertEquals(Set.of("one/k", "two/k", "one/"), found.keySet());
    assertEquals("@300", found.get("two/k"));
    assertEquals(400_000 + "@0".length(), found.get("one/").length());
  }

  @Test
  void anIncompleteGenerationNeverCounts() throws Exception {
    store.begin(SHARD, header(1, 0));
    store.append(SHARD, header(1, 7), List.of(put("old", "1")));
    store.begin(SHARD, incomplete(2, 7));
    await(store.written(store.append(SHARD, incomplete(2, 8), List.of(put("new", "1")))));

    assertEquals(header(1, 7), store.shards().get(SHARD));
    assertEquals(Map.of("counts/old", "1@1"), read(store, SHARD));
    reopen();
    assertEquals(header(1, 7), store.shards().get(SHARD));
    await(store.written(store.append(SHARD, header(1, 8), List.of(put("more", "1")))));
    reopen();
    assertEquals(Map.of("counts/old", "1@1", "counts/more", "1@1"), read(store, SHARD));
  }

  @Test
  void aCompleteGenerationReplacesTheOlderOneInOneStep() throws Exception {
    store.begin(SHARD, header(1, 0));
    store.append(SHARD, header(1, 1), List.of(put("old", "1")));
    store.begin(SHARD, incomplete(2, 1));
    store.append(SHARD, incomplete(2, 2), List.of(put("new", "1")));
    await(store.written(store.append(SHARD, header(3, 2), List.of())));

    assertEquals(Map.of("counts/new", "1@1"), read(store, SHARD));
    reopen();
    assertEquals(header(3, 2), store.shards().get(SHARD));
    assertEquals(Map.of("counts/new", "1@1"), read(store, SHARD));
  }

  @Test
  void discardingAnIncarnationLeavesOthersAlone() throws Exception {
    ShardId other = new ShardId("counter", 4);
    ShardId cart = new ShardId("cart", 3);
    UUID newer = new UUID(9, 9);
    store.begin(SHARD, header(1, 0));
    store.begin(cart, header(1, 0));
    store.begin(other, header(newer, 1, 0, true));
    await(store.written(store.discard("counter", INCARNATION)));

    assertEquals(Set.of(other, cart), store.shards().keySet());
    reopen();
    assertEquals(Set.of(other, cart), store.shards().keySet());
    assertThrows(IllegalStateException.class, () -> store.append(SHARD, header(1, 1), List.of()));
  }

  @Test
  void appendingWithoutAGenerationIsRefused() {
    Exception refused =
        assertThrows(
            IllegalStateException.class, () -> store.append(SHARD, header(1, 1), List.of()));
    assertTrue(refused.getMessage().contains("counter#3"), refused.getMessage());
  }

  @Test
  void aCompleteGenerationStaysComplete() {
    store.begin(SHARD, header(1, 0));
    assertThrows(
        IllegalStateException.class, () -> store.append(SHARD, incomplete(1, 1), List.of()));
  }

  @Test
  void readingAShardThatIsNotThereSaysSo() {
    Exception refused =
        assertThrows(IllegalArgumentException.class, () -> store.read(SHARD, entry -> {}));
    assertTrue(refused.getMessage().contains("counter#3"), refused.getMessage());
  }

  @Test
  void forcedCompletesForOldAndNewTickets() throws Exception {
    long begun = store.begin(SHARD, header(1, 0));
    long last = 0;
    for (int i = 1; i <= 100; i++) {
      last = store.append(SHARD, header(1, i), List.of(put("a", "" + i)));
    }
    await(store.forced(last));
    await(store.forced(begun));
    await(store.forced(store.append(SHARD, header(1, 101), List.of())));
  }

  @Test
  void recordsAreReplacedDeletedAndFoundByPrefix() throws Exception {
    store.record("service/counter", bytes("1"));
    store.record("service/counter", bytes("2"));
    store.record("service/a name: with /% everything", bytes("3"));
    store.record("node", bytes("4"));
    store.record("gone", bytes("5"));
    store.record("gone", null);
    store.record("never there", null);
    reopen();
    assertEquals(
        Set.of("service/counter", "service/a name: with /% everything"),
        store.records("service/").keySet());
    assertArrayEquals(bytes("2"), store.records("service/counter").get("service/counter"));
    assertEquals(3, store.records("").size());
  }

  @Test
  void aClosedStoreTakesNothing() {
    store.close();
    assertThrows(IllegalStateException.class, () -> store.begin(SHARD, header(1, 0)));
  }

  @Test
  void openingOftenLeavesAFewFilesOnly() throws Exception {
    store.begin(SHARD, header(1, 0));
    for (int i = 1; i <= 80; i++) {
      await(store.written(store.append(SHARD, header(1, i), List.of(put("a", "" + i)))));
      reopen();
    }
    assertEquals(Map.of("counts/a", "80@1"), read(store, SHARD));
    try (var files = Files.list(folder)) {
      assertTrue(files.count() < 70);
    }
  }
}
