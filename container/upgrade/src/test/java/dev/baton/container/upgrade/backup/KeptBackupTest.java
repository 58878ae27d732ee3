package dev.baton.container.upgrade.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.RefusedException;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.record.LibraryRecord;
import dev.baton.container.upgrade.record.ServiceRecord.Kept;
import dev.baton.state.archive.ShardWriter;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.ShardId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptBackupTest {
  private static final ShardId SHARD = new ShardId("counter", 0);

  @TempDir Path folder;

  private Path directory;

  @BeforeEach
  void aBackup() throws Exception {
    directory = folder.resolve("nightly");
    try (UnfinishedBackup backup = UnfinishedBackup.begin(directory)) {
      fill(backup);
    }
  }

  private void fill(UnfinishedBackup backup) throws IOException {
    Path jar = Bundles.make(folder, "counter", "1.0.0");
    Path api = Bundles.make(folder, "counter-api", "1.0.0");
    backup.artifact(jar, Layout.sha256(jar));
    backup.artifact(api, Layout.sha256(api));
    Path file = backup.shard(SHARD);
    try (OutputStream out = Files.newOutputStream(file)) {
      ShardWriter writer = new ShardWriter(out, SHARD, header());
      writer.add(new Entry("counts", new byte[] {1}, new byte[] {2, 3}, 1));
      writer.end();
    }
    backup.written(SHARD, Layout.sha256(file));
    Kept kept = new Kept("1.0.0", Layout.sha256(jar));
    Manifest.Shard shard = new Manifest.Shard(0, 3, 5, 1, 3, Layout.sha256(file));
    backup.finish(
        new Manifest(
            Manifest.FORMAT,
            "0.1.0",
            "2026-11-21T12:00:00Z",
            "node-1",
            List.of("node-1"),
            List.of(new LibraryRecord("counter-api", "1.0.0", Layout.sha256(api))),
            List.of(
                new Manifest.Service(
                    "counter", "1.0.0", null, Set.of("1.0.0"), List.of(kept), List.of(shard)))));
  }

  private static Header header() {
    Holder holder = new Holder(new UUID(6, 7), "1.0.0");
    return new Header(
        new UUID(1, 2), 3, 4, 5, holder, Copies.first(8, Set.of(new UUID(9, 10))), true);
  }

  private KeptBackup read() {
    return KeptBackup.verified(directory, new RunningAct("restore"));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    KeptBackup backup = read();
    List<Entry> entries = new ArrayList<>();
    backup.read(SHARD, entries::add);

    assertEquals(header(), backup.header(SHARD));
    assertEquals(1, entries.size());
    assertEquals(
        "counter 1.0.0",
        backup.artifact(backup.manifest().services().get(0).artifact("1.0.0")).toString());
    assertEquals(5, files().size(), files().toString());
    assertFalse(Files.exists(folder.resolve("nightly.part")));
  }

  @Test
  void aBackupOnlyGoesWhereNothingIs() throws Exception {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> UnfinishedBackup.begin(directory).close());
    assertTrue(refused.getMessage().contains("is not an empty directory"), refused.getMessage());
    read();

    directory = Files.createDirectory(folder.resolve("empty"));
    try (UnfinishedBackup backup = UnfinishedBackup.begin(directory)) {
      fill(backup);
    }
    read();
  }

  @Test
  void whatIsGivenUpLeavesNothingAndWhatACrashLeftIsNoBackup() throws Exception {
    Path other = folder.resolve("other");
    UnfinishedBackup.begin(other).close();
    assertFalse(Files.exists(other));
    assertFalse(Files.exists(folder.resolve("other.part")));

    for (String mark : List.of("UNFINISHED", "SHA256SUMS")) {
      Path part = folder.resolve(mark + ".part");
      Files.createDirectories(part.resolve("shards"));
      Files.createFile(part.resolve(mark));
      directory = folder.resolve(mark);
      assertThrows(RefusedException.class, this::read);
      try (UnfinishedBackup backup = UnfinishedBackup.begin(directory)) {
        fill(backup);
      }
      read();
    }
  }

  @Test
  void aFolderOfAnotherKindInThePlaceOfThePartStays() throws Exception {
    Path mine = Files.createDirectory(folder.resolve("other.part")).resolve("letters");
    Files.createFile(mine);
    assertThrows(
        RefusedException.class, () -> UnfinishedBackup.begin(folder.resolve("other")).close());
    assertTrue(Files.exists(mine));
  }

  @Test
  void aMissingFileAFlippedBitAndATruncationOfAnyFileAreRefused() throws Exception {
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      Files.delete(file);
      refused(file, "without it");
      for (int i = 0; i < whole.length; i += 1 + whole.length / 40) {
        byte[] flipped = whole.clone();
        flipped[i] ^= (byte) (1 << i % Byte.SIZE);
        Files.write(file, flipped);
        refused(file, "flipped at " + i);
        Files.write(file, Arrays.copyOf(whole, i));
        refused(file, "cut off at " + i);
      }
      Files.write(file, whole);
      read();
    }
  }

  private void refused(Path file, String how) {
    RefusedException refused =
        assertThrows(RefusedException.class, this::read, () -> file + " " + how);
    assertTrue(refused.getMessage().contains(directory.toString()), refused.getMessage());
  }

  @Test
  void anotherFormatIsNamed() throws Exception {
    Path file = directory.resolve("manifest.json");
    Files.writeString(file, "{\"format\": 2, \"more\": 1}");
    Path sums = directory.resolve("SHA256SUMS");
    String lines =
        Files.readString(sums)
            .replaceAll("[0-9a-f]{64}  manifest.json", Layout.sha256(file) + "  manifest.json");
    Files.writeString(sums, lines);

    RefusedException refused = assertThrows(RefusedException.class, this::read);
    assertTrue(
        refused.getMessage().endsWith("it has format 2; this version of Baton reads format 1"),
        refused.getMessage());
  }
}
