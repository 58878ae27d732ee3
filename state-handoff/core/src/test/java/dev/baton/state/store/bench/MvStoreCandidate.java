package dev.baton.state.store.bench;

import dev.baton.state.protocol.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;

/** H2 MVStore with one writing thread and group commit, compacting in its background thread. */
final class MvStoreCandidate implements Candidate {
  private static final int CACHE_MEBIBYTES = 256;
  private static final int FILL_RATE_PERCENT = 50;
  private static final int RETENTION_MS = 1_000;

  private final MVStore store;
  private final MVMap<byte[], byte[]> entries;
  private final MVMap<Integer, Long> headers;
  private final BlockingQueue<Batch> queue = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "mvstore-writer");

  private volatile boolean closing;

  private record Batch(
      int shard, long sequence, List<Entry> entries, CompletableFuture<Void> written) {}

  MvStoreCandidate(Path folder) {
    store =
        new MVStore.Builder()
            .fileName(folder.resolve("store.mv").toString())
            .autoCommitDisabled()
            .cacheSize(CACHE_MEBIBYTES)
            .autoCompactFillRate(FILL_RATE_PERCENT)
            .open();
    store.setRetentionTime(RETENTION_MS);
    store.setVersionsToKeep(0);
    store.setAutoCommitDelay(RETENTION_MS);
    entries =
        store.openMap(
            "entries",
            new MVMap.Builder<byte[], byte[]>()
                .keyType(ByteArrayDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
    headers = store.openMap("headers");
    thread.start();
  }

  private void run() {
    List<Batch> group = new ArrayList<>();
    try {
      while (!closing || !queue.isEmpty()) {
        Batch first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        group.add(first);
        queue.drainTo(group, Load.SHARDS - 1);
        group.forEach(this::put);
        store.commit();
        group.forEach(batch -> batch.written().complete(null));
        group.clear();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void put(Batch batch) {
    batch.entries().forEach(entry -> entries.put(entry.key(), entry.value()));
    headers.put(batch.shard(), batch.sequence());
  }

  @Override
  public CompletionStage<Void> write(int shard, long sequence, List<Entry> batch) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    queue.add(new Batch(shard, sequence, batch, written));
    return written;
  }

  @Override
  public long readAll() {
    long count = 0;
    Cursor<byte[], byte[]> cursor = entries.cursor(null);
    while (cursor.hasNext()) {
      cursor.next();
      count += cursor.getValue().length > 0 ? 1 : 0;
    }
    return count;
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    store.close();
  }
}
