package dev.baton.state.store.bench;

import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.store.FileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Baton's own store. */
final class FileStoreCandidate implements Candidate {
  private static final UUID ANY = new UUID(1, 2);

  private final FileStore store;

  FileStoreCandidate(Path folder) throws IOException {
    store = FileStore.open(folder);
    for (int shard = 0; shard < Load.SHARDS; shard++) {
      if (!store.shards().containsKey(id(shard))) {
        store.begin(id(shard), header(0));
      }
    }
  }

  private static ShardId id(int shard) {
    return new ShardId("bench", shard);
  }

  private static Header header(long sequence) {
    return new Header(
        ANY, 1, 1, sequence, new Holder(ANY, "1.0.0"), Copies.first(1, Set.of(ANY)), true);
  }

  @Override
  public CompletionStage<Void> write(int shard, long sequence, List<Entry> entries) {
    return store.written(store.append(id(shard), header(sequence), entries));
  }

  @Override
  public long readAll() {
    long[] count = {0};
    store.shards().keySet().forEach(shard -> store.read(shard, entry -> count[0]++));
    return count[0];
  }

  @Override
  public void close() {
    store.close();
  }
}
