package dev.baton.itests.upgrade.api;

import dev.baton.state.ShardKey;

/** What the ledger offers in every version. */
public interface Ledger {

  /** Adds to a key's sum and returns it. */
  long add(@ShardKey String key, long amount);

  /** Reads a key's sum, from within a call of another key's shard. */
  long readAcross(@ShardKey String key, String other);

  /** Stays inside for as long as {@link Latches} says. */
  void linger(@ShardKey String key);
}
