package dev.baton.state.follower;

import dev.baton.state.table.Copied;
import dev.baton.state.table.Receiver;
import dev.baton.state.table.ShardTables;
import dev.baton.state.table.VersionState;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The tables of a follower whose holder is on another node. Thread-safe. */
public final class Incoming {
  private final ShardTables tables;
  private final Receiver receiver;

  /**
   * @param tables empty tables
   * @param readers other versions that can read what theirs cannot
   */
  public Incoming(ShardTables tables, Collection<VersionState> readers) {
    this.tables = tables;
    this.receiver = new Receiver(tables, readers);
  }

  /** The tables that will serve once the shard is handed over. */
  public ShardTables tables() {
    return tables;
  }

  /** See {@link FarEnd#load}. */
  public void load(List<Copied> entries) {
    synchronized (receiver) {
      entries.forEach(receiver::load);
    }
  }

  /** See {@link FarEnd#loaded}. */
  public void loaded() {
    synchronized (receiver) {
      receiver.loaded();
    }
  }

  /** See {@link FarEnd#apply}. */
  public void apply(List<Copied> batch) {
    synchronized (receiver) {
      batch.forEach(receiver::apply);
    }
  }

  /** See {@link FarEnd#digests}. */
  public Map<String, Long> digests() {
    synchronized (receiver) {
      return tables.digests();
    }
  }

  /** Entries taken over so far. */
  public long entries() {
    synchronized (receiver) {
      return receiver.entries();
    }
  }
}
