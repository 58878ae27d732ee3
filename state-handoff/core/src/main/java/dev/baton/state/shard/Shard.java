package dev.baton.state.shard;

import dev.baton.state.follower.FarEnd;
import dev.baton.state.follower.Follower;
import dev.baton.state.follower.Incoming;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Phase;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.table.ShardTables;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A shard of a service on this node: keeps the copies level with the tables of the holder, and
 * changes the holder. Executes {@link dev.baton.state.protocol.ShardLife}, whose table says what
 * follows on what; the gate and the bundle's callbacks are those of its {@link ShardHost}.
 *
 * <p>A deploy calls {@link #create} and, once it is recorded, {@link #open}. A boot calls {@link
 * #restore} or {@link #claim}, which open the gate themselves. A hand-off is {@link #follow} and
 * {@link Follower#load} while the old version serves, then {@link #close}, the drain, and {@link
 * #handOff} or {@link #giveUp}, after either of which somebody serves again.
 *
 * <p>Thread-safe. The methods that change the holder are called by one thread at a time, the one
 * that owns the act; they block, and that thread runs the host's {@code takeOver}.
 */
@ProviderType
public interface Shard {

  /** Which shard this is. */
  ShardId id();

  /** Where it stands. */
  Phase phase();

  /** The tables of the holder on this node, or null if this node does not hold the shard. */
  ShardTables tables();

  /**
   * What {@code tookOver} of the holder failed with when it took over last. If nobody else could
   * take the shard, it serves all the same: not its bundle's callback but the header says who holds
   * it, and a shard that stays closed would be held by nobody for good.
   */
  Optional<String> takeOverFailure();

  /** The header as it was last answered; what other nodes did since is not seen. */
  Optional<Header> header();

  /**
   * Makes the shard of a freshly deployed service: empty, held by {@code version}. Its callbacks
   * have run when this returns; the gate is closed until {@link #open}.
   *
   * @throws ReplacedException if there is a header already
   * @throws NotSafeException if the map did not answer in time; the shard is of no use then
   * @throws RuntimeException what a callback failed with
   */
  void create(VersionState version, UUID incarnation, Duration within);

  /**
   * Brings the shard back from a store after a full stop, loads the tables, runs the callbacks and
   * opens the gate.
   *
   * @param stored the header that was found in the store
   * @param found the header in the map, of a restore that was given up, or null
   * @param entries hands each stored entry to the consumer, on the caller's thread
   * @param readers other versions that can read what {@code version} cannot
   * @param progress told the number of entries so far, now and then
   * @param within how long a single request may take
   * @throws dev.baton.state.migration.UnreadableStateException if no version reads some entry
   */
  void restore(
      VersionState version,
      Header stored,
      Header found,
      Consumer<Consumer<Entry>> entries,
      Collection<VersionState> readers,
      LongConsumer progress,
      Duration within);

  /**
   * Takes the shard as it stands in the map, from a holder that is gone or that is this member
   * without its tables; loads it, runs the callbacks and opens the gate.
   *
   * @param found the header as it was read
   * @param readers other versions that can read what {@code version} cannot
   * @param loaded called after it was loaded; returns when nobody else can answer for it any more,
   *     or throws, and then it is not served
   * @param within how long a single request may take
   * @throws ReplacedException if somebody else was quicker
   */
  void claim(
      VersionState version,
      Header found,
      Collection<VersionState> readers,
      LongConsumer progress,
      Runnable loaded,
      Duration within);

  /** Up to where the shard has been written; what a reply that leaves now depends on. */
  long position();

  /**
   * Whether everything up to the position is safe and this node may answer now. Two comparisons,
   * and in a cluster a look at the clock.
   */
  boolean safe(long position);

  /**
   * Waits until everything up to the position is safe; the caller's thread may send the batch
   * itself. Returns at once if nothing is under way, and in a {@code tookOver} of a hand-off, whose
   * writes are not flushed before it has succeeded.
   *
   * @throws NotSafeException if it was not answered in time, or this node may not answer: the
   *     outcome is unknown
   * @throws ReplacedException if the shard has another holder
   * @throws IllegalStateException inside {@code atomically}, whose writes are not flushed before it
   *     ends, or if a value cannot be encoded
   */
  void awaitSafe(long position, Duration within);

  /** Entries that are written and not safe yet: what the gate holds new calls by. */
  int unsafeEntries();

  /** How long the oldest write that is not safe has been waiting; zero if all are. */
  Duration lag();

  /** Says that so many calls have ended. Cheap, on any thread. */
  void called(int calls);

  /** How many calls have ended since this node started, about; a number that only grows. */
  long calls();

  /**
   * Subscribes a follower between two batches. It is not loaded yet. One at a time: the one before
   * is cancelled.
   *
   * @param target the version that will hold the shard
   * @param readers other versions that can read what {@code target} cannot
   */
  Follower follow(VersionState target, Collection<VersionState> readers);

  /**
   * Subscribes a follower on another node, as {@link #follow}.
   *
   * @param end the way there
   * @param version the version that will hold the shard there
   */
  Follower followAt(FarEnd end, String version);

  /** The tables of a follower here, whose holder is on another node; nothing is loaded yet. */
  Incoming receive(VersionState version, Collection<VersionState> readers);

  /**
   * Takes the shard over from the holder on another node: asks the copies whether its commit still
   * stands, runs the callbacks and opens the gate.
   *
   * @param incoming level with the holder when it committed
   * @param committed the header of the commit, which names this member
   * @throws ReplacedException if somebody else holds the shard
   * @throws NotSafeException if the copies did not answer in time
   */
  void arrive(Incoming incoming, Header committed, Duration within);

  /**
   * Lets the tables go after {@link #create}, {@link #restore}, {@link #claim} or {@link #arrive}
   * failed, so that it can be tried again. The header may name this member all the same.
   */
  void abandon();

  /**
   * Whether a copy with this header has everything that was answered to this holder: it is of the
   * epoch that this node holds the shard under, or has asked for.
   */
  boolean mayBeAt(Header found);

  /**
   * Another copy set was recorded: has the copies take it over. Does nothing if this node does not
   * hold the shard, or is about to send them something anyway; to be called again until they have.
   */
  void copiesChanged();

  /** Closes the gate for a hand-off. Does not wait for the calls inside. */
  void close();

  /** Opens the gate: after {@link #create}, or again after {@link #close}. */
  void open();

  /**
   * Opens the gate on the old version after {@link #close}, once {@code handingOver} has been
   * called: its {@code tookOver} runs first.
   */
  void giveUp();

  /**
   * Hands the shard over: seals, flushes the last batch, compares the digests, commits (the point
   * of no return), runs {@code tookOver} of the new version and opens the gate. To be called after
   * {@link #close}, when no call is in the shard and {@code handingOver} has returned.
   *
   * <p>If it fails or does not get to the commit's answer within {@code within}, the shard goes
   * back to the old version; finding out who holds it after an unanswered commit takes as long as
   * it takes, and so does handing back after {@code tookOver} failed.
   *
   * @throws ReplacedException if another node holds the shard
   */
  HandOffOutcome handOff(Follower follower, Duration within);

  /** Entries that the map holds in another schema than the holder's, or of a dropped table. */
  long outdated();

  /**
   * Writes entries of other schemas again in the holder's, and deletes those of dropped tables, a
   * few at a time, waiting for each batch to be safe. Calls go on meanwhile.
   *
   * @param perSecond how many entries a second at most
   * @param cancelled asked between batches
   * @param progress told the number of entries so far
   * @param within how long a single batch may take
   * @return how many entries were written or deleted
   */
  long reencode(int perSecond, BooleanSupplier cancelled, LongConsumer progress, Duration within);

  /**
   * Stops flushing and lets all tables go; what waits fails as {@link NotSafeException}. The copies
   * stay as they are.
   */
  void discard();
}
