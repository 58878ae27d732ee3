package dev.baton.container.cluster.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.state.archive.ShardFile;
import dev.baton.state.archive.Totals;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.store.FileStore;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetAsideTest {
  private static final ShardId DOUBTFUL = new ShardId("counter", 3);

  @TempDir Path data;

  private FileStore store;

  @BeforeEach
  void aStoreWithTwoShards() throws Exception {
    store = FileStore.open(data.resolve("store"));
    for (ShardId shard : List.of(DOUBTFUL, new ShardId("counter", 4))) {
      Holder holder = new Holder(new UUID(1, 1), "1.0.0");
      Copies copies = Copies.first(1, Set.of(new UUID(2, 2)));
      Header header = new Header(new UUID(3, 3), 1, 1, 0, holder, copies, true);
      store.begin(shard, header);
      Entry entry = new Entry("counts", new byte[] {1}, new byte[] {2}, 1);
      Header next = new Header(new UUID(3, 3), 1, 1, 1, holder, copies, true);
      store.written(store.append(shard, next, List.of(entry))).toCompletableFuture().get();
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<Path> lost() throws Exception {
    try (Stream<Path> all = Files.walk(data.resolve("lost"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void onlyWhatIsDoubtfulIsWrittenAndOnlyOnce() throws Exception {
    SetAside aside = new SetAside(data, store, (shard, header) -> shard.equals(DOUBTFUL));
    aside.once();
    aside.once();

    assertEquals(1, lost().size(), lost().toString());
    try (InputStream in = Files.newInputStream(lost().get(0))) {
      ShardFile file = ShardFile.open(in);
      assertEquals(DOUBTFUL, file.shard());
      assertEquals(1, file.header().sequence());
      assertEquals(new Totals(1, 2), file.forEach(entry -> {}));
    }
  }

  @Test
  void withoutDoubtNothingIsWritten() {
    new SetAside(data, store, (shard, header) -> false).once();
    assertFalse(Files.exists(data.resolve("lost")));
  }

  @Test
  void whereNothingCanBeWrittenItSaysSoAndTriesAgain() throws Exception {
    Path inTheWay = Files.createFile(data.resolve("lost"));
    SetAside aside = new SetAside(data, store, (shard, header) -> true);
    assertThrows(UncheckedIOException.class, aside::once);
    Files.delete(inTheWay);
    aside.once();
    assertEquals(2, lost().size());
  }
}
