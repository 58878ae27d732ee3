package dev.baton.container.upgrade.backup;

import static dev.baton.container.upgrade.backup.Cohort.LIFE;
import static dev.baton.container.upgrade.backup.Cohort.SHARD;
import static dev.baton.container.upgrade.backup.Cohort.nodes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.state.archive.ShardWriter;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostShardsTest {
  @TempDir Path directory;

  private Cohort cohort;
  private Cohort.Member self;
  private Copies copies;
  private Path lost;
  private Path folder;
  private LostShards shards;

  @BeforeEach
  void aNodeThatIsBack() throws Exception {
    cohort = new Cohort(directory);
    self = cohort.join();
    copies = Copies.first(1, nodes(self));
    cohort.place(copies);
    self.stores(copies, 4, 12, "a=1", "b=2");
    lost = directory.resolve("lost");
    folder = Files.createDirectories(lost.resolve("20261121-120000-000"));
    shards = new LostShards(lost, cohort.record(), self.shards());
  }

  @AfterEach
  void close() throws Exception {
    cohort.close();
  }

  private void deployed(UUID life) {
    cohort
        .record()
        .write(
            new ServiceRecord(
                "counter", life, 1, "1.0.0", null, null, false, Set.of("1.0.0"), List.of()));
  }

  private Path leave(String... counts) throws Exception {
    Path file = folder.resolve("counter-0.shard");
    Holder holder = new Holder(new UUID(3, 3), "1.0.0");
    try (OutputStream out = Files.newOutputStream(file)) {
      Header header = new Header(LIFE, 3, 3, 11, holder, copies, true);
      ShardWriter writer = new ShardWriter(out, SHARD, header);
      for (String count : counts) {
        writer.add(new Entry("counts", bytes(count.split("=")[0]), bytes(count.split("=")[1]), 1));
      }
      writer.end();
    }
    return file;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatTheClusterHasIsDeletedAndNothingIsSaid() throws Exception {
    deployed(LIFE);
    leave("b=2");
    shards.compare(folder);
    assertFalse(Files.exists(folder));
    assertEquals(List.of(), shards.words());
  }

  @Test
  void whatDiffersIsKeptAndSaidEntryByEntry() throws Exception {
    deployed(LIFE);
    Path file = leave("a=7", "b=2", "c=3");
    assertTrue(shards.words().get(0).contains("is being compared"), shards.words().toString());

    shards.compare(folder);

    assertTrue(Files.exists(file));
    String words = shards.words().toString();
    assertTrue(
        words.contains("counter#0: 2 of 3 entries are not, or not so, in the cluster"), words);
    assertTrue(words.contains(folder.toString()), words);
    assertEquals(
        List.of(
            "table\tkey\there\tin the cluster",
            // The bytes of these texts are CBOR numbers: '7' is -24, '1' is -18.
            "counts\ta\t-24 (schema 1)\t-18 (schema 1)",
            "counts\tc\t-20 (schema 1)\tnone"),
        Files.readAllLines(folder.resolve("counter-0.differences.txt")));
  }

  @Test
  void whatBelongsToNoServiceOfTheClusterIsKept() throws Exception {
    deployed(new UUID(8, 8));
    Path file = leave("a=1");
    shards.compare(folder);
    assertTrue(Files.exists(file));
    assertTrue(
        shards.words().get(0).contains("the cluster has no counter of that life any more"),
        shards.words().toString());
  }

  @Test
  void withoutSuchAFolderThereIsNothingToSay() {
    assertEquals(
        List.of(),
        new LostShards(directory.resolve("none"), cohort.record(), self.shards()).words());
  }
}
