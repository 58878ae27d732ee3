package dev.baton.state.store;

import static dev.baton.state.store.Samples.SHARD;
import static dev.baton.state.store.Samples.await;
import static dev.baton.state.store.Samples.header;
import static dev.baton.state.store.Samples.put;
import static dev.baton.state.store.Samples.read;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files cut off and files damaged: the first is what a kill leaves, the second is refused. */
class StoreDamageTest {
  private static final int BATCHES = 6;

  @TempDir Path temporary;
  private Path folder;
  private Path log;
  private final List<Long> ends = new ArrayList<>();

  /** A log of a few batches as a killed process leaves it, and where each ends. */
  @BeforeEach
  void write() throws Exception {
    folder = temporary.resolve("store");
    log = folder.resolve("000000000001.log");
    try (FileStore store = FileStore.open(folder)) {
      await(store.written(store.begin(SHARD, header(1, 0))));
      ends.add(Files.size(log));
      for (int i = 1; i <= BATCHES; i++) {
        await(store.written(store.append(SHARD, header(1, i), List.of(put("a", "" + i)))));
        ends.add(Files.size(log));
      }
    }
    cut(ends.get(BATCHES));
  }

  private void cut(long length) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      file.setLength(length);
    }
  }

  @Test
  void aLogCutOffAtAnyByteHoldsTheWholeBatchesBeforeIt() throws Exception {
    byte[] whole = Files.readAllBytes(log);
    for (int length = whole.length; length >= ends.get(BATCHES - 3); length--) {
      restore(Arrays.copyOf(whole, length));
      long good = wholeBatches(length);
      try (FileStore store = FileStore.open(folder)) {
        assertEquals(header(1, good), store.shards().get(SHARD));
        assertEquals(good == 0 ? Map.of() : Map.of("counts/a", good + "@1"), read(store, SHARD));
        await(store.written(store.append(SHARD, header(1, 99), List.of(put("b", "1")))));
      }
      try (FileStore store = FileStore.open(folder)) {
        assertEquals("1@1", read(store, SHARD).get("counts/b"), "cut off at " + length);
      }
    }
  }

  private long wholeBatches(int length) {
    return ends.stream().filter(end -> end <= length).count() - 1;
  }

  private void restore(byte[] content) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    Files.write(log, content);
  }

  @Test
  void aLogWhoseCreationWasCutOffIsMadeAgain() throws Exception {
    for (int length = 0; length < SegmentHeader.BYTES; length++) {
      cut(length);
      try (FileStore store = FileStore.open(folder)) {
        assertEquals(Map.of(), store.shards());
      }
      restore(new byte[SegmentHeader.BYTES]);
    }
  }

  @Test
  void zeroesAtTheEndAreCutOff() throws Exception {
    cut(ends.get(BATCHES) + 10_000);
    try (FileStore store = FileStore.open(folder)) {
      assertEquals(header(1, BATCHES), store.shards().get(SHARD));
    }
  }

  @Test
  void oneWrongBitAnywhereRefusesTheStoreAndChangesNothing() throws Exception {
    byte[] whole = Files.readAllBytes(log);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << at % Byte.SIZE);
      Files.write(log, damaged);
      StoreRefusedException refused =
          assertThrows(StoreRefusedException.class, () -> FileStore.open(folder), "byte " + at);
      assertTrue(refused.getMessage().contains(log.toString()), refused.getMessage());
      assertTrue(refused.getMessage().contains("Nothing was changed"), refused.getMessage());
      assertArrayEquals(damaged, Files.readAllBytes(log));
    }
    Files.write(log, whole);
    FileStore.open(folder).close();
  }

  @Test
  void theMessageSaysWhereTheDamageIs() throws Exception {
    byte[] damaged = Files.readAllBytes(log);
    int at = Math.toIntExact(ends.get(2));
    damaged[at + 20] ^= 1;
    Files.write(log, damaged);
    Exception refused = assertThrows(StoreRefusedException.class, () -> FileStore.open(folder));
    assertTrue(
        refused.getMessage().contains(log + " is damaged at byte " + at + " of "),
        refused.getMessage());
  }

  @Test
  void aNewerFormatIsRefusedNamingBoth() throws Exception {
    byte[] newer = Files.readAllBytes(log);
    newer[11] = 3;
    Files.write(log, newer);
    Map<String, byte[]> before = contents();
    Exception refused = assertThrows(StoreRefusedException.class, () -> FileStore.open(folder));
    assertEquals(
        log
            + " has format 3; this version of Baton understands format 2 only."
            + " Nothing was changed; start the version that wrote it.",
        refused.getMessage());
    Map<String, byte[]> after = contents();
    assertEquals(before.keySet(), after.keySet());
    before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name)));
  }

  private Map<String, byte[]> contents() throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("lock")) {
          contents.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
    }
    return contents;
  }

  @Test
  void aMissingFileInTheMiddleIsRefused() throws Exception {
    for (int i = 0; i < 3; i++) {
      FileStore.open(folder).close();
    }
    Path middle;
    try (Stream<Path> files = Files.list(folder)) {
      middle = files.filter(file -> file.toString().endsWith(".log")).sorted().toList().get(1);
    }
    Files.delete(middle);
    Exception refused = assertThrows(StoreRefusedException.class, () -> FileStore.open(folder));
    assertTrue(refused.getMessage().startsWith(middle + " is missing"), refused.getMessage());
  }

  @Test
  void aFileCutOffInTheMiddleOfTheLogIsRefused() throws Exception {
    FileStore.open(folder).close();
    cut(ends.get(3));
    Exception refused = assertThrows(StoreRefusedException.class, () -> FileStore.open(folder));
    assertTrue(refused.getMessage().contains(log + " is damaged"), refused.getMessage());
    assertTrue(refused.getMessage().contains("byte " + ends.get(3)), refused.getMessage());
  }

  @Test
  void aDamagedRecordIsRefused() throws Exception {
    try (FileStore store = FileStore.open(folder)) {
      store.record("service/counter", new byte[] {1, 2, 3});
    }
    Path file = folder.resolve("records/service%2Fcounter.record");
    byte[] damaged = Files.readAllBytes(file);
    damaged[damaged.length - 1] ^= 1;
    Files.write(file, damaged);
    Exception refused = assertThrows(StoreRefusedException.class, () -> FileStore.open(folder));
    assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
  }

  @Test
  void aStoreInUseIsRefused() throws Exception {
    try (FileStore store = FileStore.open(folder)) {
      Exception refused = assertThrows(StoreRefusedException.class, () -> FileStore.open(folder));
      assertTrue(
          refused.getMessage().contains("in use by the process " + ProcessHandle.current().pid()),
          refused.getMessage());
      assertEquals(header(1, BATCHES), store.shards().get(SHARD));
    }
  }
}
