package dev.baton.state.store;

import static dev.baton.state.store.Samples.SHARD;
import static dev.baton.state.store.Samples.await;
import static dev.baton.state.store.Samples.header;
import static dev.baton.state.store.Samples.incomplete;
import static dev.baton.state.store.Samples.put;
import static dev.baton.state.store.Samples.read;
import static dev.baton.state.store.Samples.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.ShardId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CompactionTest {
  private static final StoreOptions SMALL = new StoreOptions(50_000, 200_000, 100_000_000);
  private static final ShardId OTHER = new ShardId("counter", 9);

  @TempDir Path folder;
  private long sequence;

  private long size() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      return Long.MAX_VALUE; // a file went while it was looked at
    }
  }

  /** A little is written all the while: a store at rest has no reason to compact. */
  private void eventuallySmallerThan(long bytes, FileStore store) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (size() >= bytes && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      overwrite(store, 100);
    }
    assertTrue(size() < bytes, size() + " bytes in " + folder);
  }

  private void overwrite(FileStore store, int batches) throws Exception {
    long ticket = 0;
    for (int i = 1; i <= batches; i++) {
      sequence++;
      ticket =
          store.append(
              SHARD, header(1, sequence), List.of(put("k" + sequence % 100, "v" + sequence)));
    }
    await(store.written(ticket));
  }

  @Test
  void whatWasOverwrittenAHundredTimesTakesNoMoreRoom() throws Exception {
    try (FileStore store = FileStore.open(folder, SMALL)) {
      store.begin(SHARD, header(1, 0));
      for (int i = 0; i < 6; i++) {
        overwrite(store, 1_000);
        eventuallySmallerThan(400_000, store);
      }
      assertEquals(100, read(store, SHARD).size());
    }
    try (FileStore store = FileStore.open(folder, SMALL)) {
      TreeMap<String, String> found = read(store, SHARD);
      assertEquals(100, found.size());
      assertEquals("v" + sequence + "@1", found.get("counts/k0"));
      assertEquals(header(1, sequence), store.shards().get(SHARD));
    }
  }

  @Test
  void deletedEntriesAndDiscardedShardsTakeNoRoom() throws Exception {
    try (FileStore store = FileStore.open(folder, SMALL)) {
      store.begin(OTHER, header(1, 0));
      store.append(OTHER, header(1, 1), List.of(put("big", "x".repeat(1_000_000))));
      await(store.written(store.discard("counter", Samples.INCARNATION)));
      store.begin(SHARD, header(1, 0));
      overwrite(store, 40_000);
      eventuallySmallerThan(400_000, store);
      assertEquals(Map.of(SHARD, header(1, sequence)), store.shards());
    }
  }

  @Test
  void aGenerationThatIsBeingBuiltSurvivesCompaction() throws Exception {
    try (FileStore store = FileStore.open(folder, SMALL)) {
      store.begin(OTHER, header(1, 0));
      store.append(OTHER, header(1, 1), List.of(put("old", "1")));
      store.begin(OTHER, incomplete(2, 1));
      store.append(OTHER, incomplete(2, 2), List.of(put("new", "1")));
      store.begin(SHARD, header(1, 0));
      overwrite(store, 10_000);
      eventuallySmallerThan(400_000, store);
      assertEquals(Map.of("counts/old", "1@1"), read(store, OTHER));
      await(store.written(store.append(OTHER, header(3, 2), List.of(put("more", "1")))));
      assertEquals(Map.of("counts/new", "1@1", "counts/more", "1@1"), read(store, OTHER));
    }
    try (FileStore store = FileStore.open(folder, SMALL)) {
      assertEquals(Map.of("counts/new", "1@1", "counts/more", "1@1"), read(store, OTHER));
    }
  }

  @Test
  void readingGoesOnWhileFilesAreCompactedAway() throws Exception {
    try (FileStore store = FileStore.open(folder, SMALL)) {
      store.begin(SHARD, header(1, 0));
      overwrite(store, 1_000);
      TreeMap<String, String> found = new TreeMap<>();
      store.read(
          SHARD,
          entry -> {
            found.put(text(entry.key()), text(entry.value()));
            if (found.size() == 50) {
              overwriteAndCompact(store);
            }
          });
      assertEquals(100, found.size());
      assertEquals("v1000", found.get("k0"));
    }
  }

  private void overwriteAndCompact(FileStore store) {
    Path first = folder.resolve("000000000001.log");
    try {
      while (Files.exists(first)) {
        overwrite(store, 1_000);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatAKillLeavesOfACompactionIsTidiedUp() throws Exception {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    try (FileStore store = FileStore.open(folder, SMALL)) {
      store.begin(SHARD, header(1, 0));
      overwrite(store, 1_000);
      Files.copy(folder.resolve("000000000001.log"), kept.resolve("000000000001.log"));
      overwriteAndCompact(store);
    }
    Files.copy(kept.resolve("000000000001.log"), folder.resolve("000000000001.log"));
    Path unfinished = folder.resolve("000000999999.compact.part");
    Files.write(unfinished, new byte[100]);
    try (FileStore store = FileStore.open(folder, SMALL)) {
      assertEquals("v" + sequence + "@1", read(store, SHARD).get("counts/k" + sequence % 100));
      assertEquals(header(1, sequence), store.shards().get(SHARD));
    }
    assertTrue(Files.notExists(folder.resolve("000000000001.log")));
    assertTrue(Files.notExists(unfinished));
  }

  @Test
  void aShardWithMoreKeysThanAreRememberedAtOnceIsReadWhole() throws Exception {
    int keys = 300_000;
    try (FileStore store = FileStore.open(folder)) {
      store.begin(SHARD, header(1, 0));
      for (int i = 0; i < 2 * keys; i += 1_000) {
        List<Entry> batch = new ArrayList<>();
        for (int j = i; j < i + 1_000; j++) {
          batch.add(put("k" + j % keys, "v" + j));
        }
        await(store.written(store.append(SHARD, header(1, i), batch)));
      }
      TreeMap<String, String> found = read(store, SHARD);
      assertEquals(keys, found.size());
      assertEquals("v" + (keys + 7) + "@1", found.get("counts/k7"));
    }
  }

  @Test
  void closingStopsACompactionAndLeavesNothingUnfinished() throws Exception {
    StoreOptions slow = new StoreOptions(50_000, 200_000, 20_000);
    FileStore store = FileStore.open(folder, slow);
    store.begin(SHARD, header(1, 0));
    overwrite(store, 10_000);
    store.close();
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.filter(file -> file.toString().endsWith(".part")).count());
    }
    try (FileStore again = FileStore.open(folder, SMALL)) {
      assertEquals(100, read(again, SHARD).size());
    }
  }

  /** The nodes of a cluster write the same, so all would be held up by it at the same time. */
  @Test
  void storesThatGrowAlikeDoNotCompactAllAtOnce() {
    List<Compaction> stores =
        Stream.generate(() -> new Compaction(null, new Recovery.Found(null, null, 0, 0), SMALL))
            .limit(50)
            .toList();

    int before = 0;
    for (int percent = 100; percent <= 150; percent++) {
      long bytes = SMALL.compactAfterBytes() * percent / 100;
      int due = (int) stores.stream().filter(store -> store.due(bytes, 1)).count();
      assertTrue(due - before <= stores.size() / 2, due - before + " at " + percent + " %");
      before = due;
    }
    assertEquals(stores.size(), before);
  }
}
