package dev.baton.state.store;

import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The shards that a node keeps on its disk, and its records. Thread-safe.
 *
 * <p>What is queued together is written together (group commit), in the order in which it was
 * queued: after a crash a prefix of it is there, each queued item whole or not at all.
 */
@ProviderType
public interface LocalStore extends AutoCloseable {

  /**
   * Queues a header and the entries that came with it; returns at once. Called on partition
   * threads, in the order of the shard's requests.
   *
   * @param entries the entries of a batch (deletes have no value), or an empty list
   * @return the ticket to ask for with {@link #written} or {@link #forced}; tickets grow
   */
  long append(ShardId shard, Header header, List<Entry> entries);

  /**
   * Begins a new generation of a shard: what follows by {@link #append} belongs to it, and the
   * older one counts until the new one's header is {@linkplain Header#complete() complete}; then
   * it is replaced in one step. For a copy that arrives from elsewhere.
   */
  long begin(ShardId shard, Header header);

  /** Completes when everything up to the ticket is handed to the operating system. */
  CompletionStage<Void> written(long ticket);

  /** Completes when everything up to the ticket is forced to disk. */
  CompletionStage<Void> forced(long ticket);

  /** The newest complete generation of each shard that was in the store when it was opened or since. */
  Map<ShardId, Header> shards();

  /**
   * Reads all entries of the newest complete generation, in no particular order, on the caller's
   * thread.
   */
  void read(ShardId shard, Consumer<Entry> each);

  /** Queues the deletion of all shards of a service's incarnation. */
  long discard(String service, UUID incarnation);

  /**
   * Writes a record of the node and forces it to disk before it returns.
   *
   * @param value the content, or null to delete it
   */
  void record(String name, byte[] value);

  /** The records whose names begin with {@code prefix}. */
  Map<String, byte[]> records(String prefix);

  /** Writes what is queued and closes the files; blocks until then. */
  @Override
  void close();
}
