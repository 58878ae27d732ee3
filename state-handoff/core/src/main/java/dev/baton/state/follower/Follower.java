package dev.baton.state.follower;

import dev.baton.state.table.ChangedInPlaceException;
import dev.baton.state.table.ShardTables;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The tables of a version that catches up with the holder of a shard: subscribed to its batches,
 * then loaded, then level with it once the holder is sealed and its last batch is flushed.
 *
 * <p>A loaded value never replaces or revives a key that a batch has touched. Whatever fails here
 * fails the follower alone: the holder serves on. Thread-safe; {@link #load} and {@link #catchUp}
 * are called by the one thread that owns the hand-off.
 */
@ProviderType
public interface Follower {

  /** The version that is to serve. */
  String version();

  /** The member it is on, if that is another one than this. */
  Optional<UUID> elsewhere();

  /** The tables that will serve here, sealed until the shard is opened on them; null elsewhere. */
  ShardTables tables();

  /**
   * Copies the holder's entries, chunk by chunk, on the caller's thread; batches are applied
   * between the chunks.
   *
   * @param progress told the number of entries copied so far, now and then
   * @throws ChangedInPlaceException if a value was changed behind the table's back
   * @throws dev.baton.state.migration.MigrationFailedException if a migration fails for a key
   * @throws java.util.concurrent.CancellationException if cancelled meanwhile
   */
  void load(LongConsumer progress);

  /**
   * Applies the batches that have arrived and were not applied yet, on the caller's thread.
   *
   * @throws RuntimeException what a batch failed with, now or earlier
   */
  void catchUp();

  /** What a batch failed with, if one did: the follower is of no use any more. */
  Optional<RuntimeException> failure();

  /** Entries of batches that have arrived and are not applied yet. */
  int waiting();

  /** Entries taken over so far, loaded and by batches. */
  long entries();

  /** Bytes taken over so far, as encoded on the way. */
  long bytes();

  /**
   * Compares the digests of both sides; call it when the holder is sealed, its last batch is safe
   * and {@link #catchUp} has returned. Costs nothing.
   *
   * @return what differs, by table, in words; empty if both sides agree
   */
  List<String> differences();

  /** Stops following and lets the copied tables go. Does nothing if it has been called before. */
  void cancel();
}
