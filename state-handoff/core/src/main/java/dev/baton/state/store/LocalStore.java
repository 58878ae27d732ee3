package dev.baton.state.store;

import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The shards that a node keeps on its disk, and its records. Thread-safe.
 *
 * <p>What is queued together is written together (group commit), in the order in which it was
 * queued: after a crash a prefix of it is there, each queued item whole or not at all.
 *
 * <p>A store that could not write has failed for good: nothing queued after that is ever written,
 * and every stage that is not complete by then completes with a {@link StoreFailedException}.
 */
@ProviderType
public interface LocalStore extends AutoCloseable {

  /**
   * Queues a header and the entries that came with it; returns at once. Called on partition
   * threads, in the order of the shard's requests. The lists and arrays must not change any more.
   *
   * @param entries the entries of a batch (deletes have no value), or an empty list
   * @return the ticket to ask for with {@link #written} or {@link #forced}; tickets grow
   * @throws IllegalStateException if no generation of the shard was begun, or if it is complete and
   *     the header is not; nothing was queued
   */
  long append(ShardId shard, Header header, List<Entry> entries);

  /**
   * Begins a new generation of a shard: what follows by {@link #append} belongs to it, and the
   * older one counts until the new one's header is {@linkplain Header#complete() complete}; then it
   * is replaced in one step. For every new shard and for a copy that arrives from elsewhere. A
   * generation that is not complete when the store is opened again is forgotten.
   */
  long begin(ShardId shard, Header header);

  /**
   * The last header queued of a shard, of the generation that is being built if there is one; null
   * if there is none. What is appended next follows on it.
   */
  Header head(ShardId shard);

  /**
   * Has {@link #head} know nothing of a shard, if this is the last header of it still: it is of a
   * history that does not stand, and nothing follows on it. What is stored stays, and is read as
   * before, until another generation is complete. Until the store is opened again.
   */
  void disown(ShardId shard, Header header);

  /**
   * Completes when everything up to the ticket is handed to the operating system; on the store's
   * own thread, which must not be blocked.
   */
  CompletionStage<Void> written(long ticket);

  /**
   * Asks for everything up to the ticket to be forced to disk, and completes when it is; on the
   * store's own thread, which must not be blocked.
   */
  CompletionStage<Void> forced(long ticket);

  /** The headers of the newest complete generations, as far as they are written. */
  Map<ShardId, Header> shards();

  /**
   * Reads all entries of the newest complete generation as far as they are written, in no
   * particular order, on the caller's thread. What is written meanwhile is not seen.
   *
   * @throws IllegalArgumentException if there is no complete generation
   * @throws java.io.UncheckedIOException if a file cannot be read or is damaged; {@code each} may
   *     have been given some of the entries
   */
  void read(ShardId shard, Consumer<Entry> each);

  /**
   * Opens the newest complete generation of a shard as far as it is written now.
   *
   * @throws IllegalArgumentException if there is no complete generation
   * @throws java.io.UncheckedIOException if a file cannot be opened
   */
  StoredShard open(ShardId shard);

  /** Queues the deletion of all shards of a service's incarnation. */
  long discard(String service, UUID incarnation);

  /**
   * Writes a record of the node and forces it to disk before it returns.
   *
   * @param name at most 200 characters
   * @param value the content, or null to delete it
   * @throws java.io.UncheckedIOException if it cannot be written; the older content stays
   */
  void record(String name, byte[] value);

  /** The records whose names begin with {@code prefix}. */
  Map<String, byte[]> records(String prefix);

  /** Why the store takes nothing any more; empty while it works. */
  Optional<StoreFailedException> failure();

  /** Writes what is queued, forces it to disk and closes the files; blocks until then. */
  @Override
  void close();
}
