package dev.baton.state.table;

import dev.baton.state.StateUnavailableException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The tables of one shard in one version, and their journal. Sealed until {@link #open}.
 *
 * <p>The gate hands them to the tables of the version as what the running call may touch. What is
 * public here beside figures is for the shard and its followers.
 */
public final class ShardTables {
  private final VersionState version;
  private final int shard;
  private final Table[] tables;
  private final Map<String, Table> byName;
  private final ConcurrentMap<String, CarriedTable> carried = new ConcurrentHashMap<>();
  private final Collection<Consumer<List<Copied>>> followers = new CopyOnWriteArrayList<>();
  private final Journal journal;

  ShardTables(
      VersionState version, int shard, Table[] tables, Map<String, Table> byName, Journal journal) {
    this.version = version;
    this.shard = shard;
    this.tables = tables;
    this.byName = byName;
    this.journal = journal;
  }

  /** The version these tables belong to. */
  public VersionState version() {
    return version;
  }

  /** The shard's number. */
  public int shard() {
    return shard;
  }

  /** How many entries all tables have together. */
  public long entries() {
    long sum = 0;
    for (Table table : tables) {
      sum += table.cells.mappingCount();
    }
    for (CarriedTable table : carried.values()) {
      sum += table.size();
    }
    return sum;
  }

  /** How many entries a table has. */
  public long entries(String table) {
    return table(table).cells.mappingCount();
  }

  /**
   * Some entries of a table, for people to read.
   *
   * @throws IllegalArgumentException if there is no such table
   */
  public List<EntryText> view(String table, int limit) {
    Table of = table(table);
    return of.cells.values().stream().limit(limit).map(cell -> text(of.shape(), cell)).toList();
  }

  /**
   * The entry of a key that somebody typed, or null.
   *
   * @throws IllegalArgumentException if there is no such table, or the text is no key of it
   */
  public EntryText view(String table, String key) {
    Table of = table(table);
    Cell cell = of.cells.get(of.shape().keys().parse(key));
    return cell == null ? null : text(of.shape(), cell);
  }

  private static EntryText text(TableShape shape, Cell cell) {
    return new EntryText(shape.keys().toJson(cell.key), shape.values().toJson(cell.value()));
  }

  /**
   * Goes on with the positions of the tables that were the holder's before.
   *
   * @param position their last one
   */
  public void continueFrom(long position) {
    journal.continueFrom(position);
  }

  /** Lets calls read and write. */
  public void open() {
    journal.open();
  }

  /**
   * Refuses every later read and write of any thread; every write that was not refused has landed.
   *
   * @param message what they are told: why, and who holds the shard
   */
  public void seal(String message) {
    journal.seal(message);
  }

  /** Asks for a flush when something was written whose reply does not wait for it. */
  public void onLagging(Runnable flush) {
    journal.onLagging(flush);
  }

  /** Up to where it has been written, as far as replies wait for it. */
  public long position() {
    return journal.position();
  }

  /** Up to where it has been written. */
  public long lastPosition() {
    return journal.last();
  }

  /** Entries that are written and not encoded yet. */
  public int unflushed() {
    return journal.size();
  }

  /** When the oldest entry was written that is not encoded yet, or {@code now}. */
  public long oldest(long now) {
    return journal.oldest(now);
  }

  /** Whether this thread is inside a unit, which no batch can take until it ends. */
  public boolean insideUnit() {
    return journal.insideUnit();
  }

  /**
   * Runs {@code body} so that no batch parts its writes.
   *
   * @throws StateUnavailableException if it could not begin in time; it was not executed
   */
  <R> R atomically(Supplier<R> body) {
    try {
      if (!journal.beginUnit(UNIT_SECONDS, TimeUnit.SECONDS)) {
        throw new StateUnavailableException(
            "Another unit of "
                + this
                + " did not end for "
                + UNIT_SECONDS
                + " s; this one was not executed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StateUnavailableException("Interrupted; the unit was not executed");
    }
    try {
      return body.get();
    } finally {
      journal.endUnit();
    }
  }

  private static final int UNIT_SECONDS = 10;

  /**
   * Takes and encodes everything written so far, and hands it to the followers. One thread at a
   * time.
   *
   * @return null if nothing was written
   * @throws TimeoutException if a unit did not end in time
   * @throws IllegalStateException if a value cannot be encoded; it is taken again the next time
   */
  public EncodedBatch takeAndEncode(long timeout, TimeUnit unit)
      throws TimeoutException, InterruptedException {
    List<Generation> taken = journal.take(timeout, unit);
    if (taken == null) {
      throw new TimeoutException(
          "A unit of " + this + " did not end for " + unit.toMillis(timeout) + " ms");
    }
    if (taken.isEmpty()) {
      return null;
    }
    Encoding encoding = new Encoding(taken);
    List<Copied> copies = encoding.encode();
    encoding.apply(copies);
    journal.encoded(() -> ship(copies));
    boolean force = false;
    for (Generation each : taken) {
      force |= each.force;
    }
    return new EncodedBatch(
        copies.stream().map(Copied::entry).toList(),
        taken.get(taken.size() - 1).number,
        force,
        taken.get(0).since);
  }

  private void ship(List<Copied> copies) {
    followers.forEach(follower -> follower.accept(copies));
  }

  /** Hands followers what is written beside the journal. */
  void shipBetween(List<Copied> copies) {
    journal.between(() -> ship(copies));
  }

  /** The entries that no batch is about to carry, to be copied by a subscribed follower. */
  public CleanEntries cleanEntries() {
    return new CleanEntries(this);
  }

  /**
   * Entries that the map holds in another schema than this version's, and all of the tables that it
   * says are dropped.
   */
  public long outdated() {
    long count = 0;
    for (Table table : tables) {
      int schema = table.shape().spec().schema();
      count += table.cells.values().stream().filter(c -> isOutdated(c, schema)).count();
    }
    for (String name : version.dropped()) {
      count += carried(name).size();
    }
    return count;
  }

  /** Those entries, to be written again or deleted. */
  public Outdated outdatedEntries() {
    return new Outdated(this);
  }

  static boolean isOutdated(Cell cell, int schema) {
    return cell.schema() != schema && cell.schema() != 0;
  }

  /** Subscribes to what batches carry, between two of them. */
  public void subscribe(Consumer<List<Copied>> follower) {
    journal.between(() -> followers.add(follower));
  }

  /** Undoes {@link #subscribe}. */
  public void unsubscribe(Consumer<List<Copied>> follower) {
    journal.between(() -> followers.remove(follower));
  }

  /** The digests of all tables that have entries, declared ones and others. */
  public Map<String, Long> digests() {
    Map<String, Long> digests = new TreeMap<>();
    byName.forEach((name, table) -> digests.put(name, table.digest.sum()));
    carried.forEach((name, table) -> digests.put(name, table.digest()));
    digests.values().removeIf(sum -> sum == 0);
    return digests;
  }

  Table table(int index) {
    return tables[index];
  }

  Table tableOrNull(String name) {
    return byName.get(name);
  }

  CarriedTable carried(String name) {
    return carried.computeIfAbsent(name, unused -> new CarriedTable());
  }

  Collection<CarriedTable> carried() {
    return carried.values();
  }

  Table[] tables() {
    return tables;
  }

  Journal journal() {
    return journal;
  }

  private Table table(String name) {
    Table table = byName.get(name);
    if (table == null) {
      throw new IllegalArgumentException(
          "No table '" + name + "' in " + version + ", only " + byName.keySet());
    }
    return table;
  }

  @Override
  public String toString() {
    return "shard " + shard + " of " + version;
  }
}
