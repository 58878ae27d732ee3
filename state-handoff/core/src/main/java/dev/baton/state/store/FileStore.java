package dev.baton.state.store;

import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A local store in a folder: a log in files that are only ever added to, and compacted when they
 * have grown. The records are files of their own in {@code records/}.
 *
 * <p>A process that is killed leaves the last item cut off, which opening tidies up; whatever else
 * is found damaged refuses the store.
 */
public final class FileStore implements LocalStore {
  private final StoreFiles files;
  private final Contents contents;
  private final Records records;
  private final Safety safety;
  private final Forcing forcing;
  private final Compaction compaction;
  private final Log log;
  private final AtomicBoolean closed = new AtomicBoolean();

  private FileStore(StoreFiles files, Records records, Recovery.Found found, StoreOptions options) {
    this.files = files;
    this.contents = found.contents();
    this.records = records;
    this.safety = new Safety(files.folder());
    this.forcing = new Forcing(files, found.log(), safety);
    this.compaction = new Compaction(files, found, options);
    this.log = new Log(files, found, options, safety, forcing, compaction);
  }

  /** Opens the store of a folder with {@link StoreOptions#DEFAULT}. */
  public static FileStore open(Path folder) throws IOException {
    return open(folder, StoreOptions.DEFAULT);
  }

  /**
   * Opens the store of a folder, and makes it if there is none. Reads all of it once: a second or
   * so for a million entries.
   *
   * @throws StoreRefusedException if another process has the store, its format is unknown, or it is
   *     damaged; nothing was changed
   * @throws IOException if the folder cannot be read or written
   */
  public static FileStore open(Path folder, StoreOptions options) throws IOException {
    StoreFiles files = StoreFiles.open(folder);
    try {
      Records records = Records.open(folder.resolve("records"));
      return new FileStore(files, records, Recovery.recover(files), options);
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  @Override
  public long append(ShardId shard, Header header, List<Entry> entries) {
    return log.append(shard, header, entries);
  }

  @Override
  public Header head(ShardId shard) {
    return log.head(shard);
  }

  @Override
  public void disown(ShardId shard, Header header) {
    log.disown(shard, header);
  }

  @Override
  public long begin(ShardId shard, Header header) {
    return log.begin(shard, header);
  }

  @Override
  public long discard(String service, UUID incarnation) {
    return log.discard(service, incarnation);
  }

  @Override
  public CompletionStage<Void> written(long ticket) {
    return safety.written().when(ticket);
  }

  @Override
  public CompletionStage<Void> forced(long ticket) {
    return forcing.when(ticket);
  }

  @Override
  public Map<ShardId, Header> shards() {
    return contents.headers();
  }

  @Override
  public void read(ShardId shard, Consumer<Entry> each) {
    try (StoredShard stored = open(shard)) {
      stored.forEach(each);
    }
  }

  @Override
  public StoredShard open(ShardId shard) {
    try {
      StoredShard opened = contents.open(shard);
      if (opened == null) {
        throw new IllegalArgumentException(
            "The store " + files.folder() + " has no complete generation of " + shard);
      }
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + shard + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void record(String name, byte[] value) {
    try {
      records.put(name, value);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write the record " + name + " of " + files.folder() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Map<String, byte[]> records(String prefix) {
    return records.startingWith(prefix);
  }

  @Override
  public Optional<StoreFailedException> failure() {
    return safety.failure();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        log.close();
        forcing.close();
        compaction.close();
        files.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot close the store " + files.folder(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(
            "Interrupted while the store " + files.folder() + " closes; it goes on closing", e);
      }
    }
  }
}
