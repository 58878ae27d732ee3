package dev.baton.bench.gate;

import dev.baton.state.ShardKey;

/** A service whose calls belong to shards. */
public interface Counter {

  /** Adds to what the key has. */
  long add(@ShardKey String key, long amount);
}
