package dev.baton.state.table;

import java.util.function.Supplier;

/** Stands in for the gate: which shard's tables the running call of this thread may touch. */
public final class Calls implements CallScope, ShardCaller {
  private final ThreadLocal<ShardTables> running = new ThreadLocal<>();
  private ShardTables[] shards = new ShardTables[0];

  /** A version whose calls these are. */
  public VersionState version(String version, int shards) {
    return new VersionState("counter", version, shards, this, this);
  }

  /** Opens tables for every shard of a version. */
  public void open(VersionState version) {
    shards = new ShardTables[version.shards()];
    for (int i = 0; i < shards.length; i++) {
      shards[i] = version.newTables(i, "Shard " + i + " is sealed", null, System::nanoTime);
      shards[i].open();
    }
  }

  /** The tables of a shard. */
  public ShardTables shard(int number) {
    return shards[number];
  }

  @Override
  public ShardTables current() {
    return running.get();
  }

  @Override
  public <R> R call(int shard, Supplier<R> body) {
    return in(shards[shard], body);
  }

  /** Runs a body as a call of the shard of these tables. */
  public <R> R in(ShardTables tables, Supplier<R> body) {
    ShardTables outer = running.get();
    running.set(tables);
    try {
      return body.get();
    } finally {
      running.set(outer);
    }
  }
}
