package dev.baton.example.counter;

import dev.baton.state.AllShards;
import dev.baton.state.ShardKey;
import org.osgi.annotation.versioning.ProviderType;

/** Named counters. All methods are thread-safe and return when what they wrote is safe. */
@ProviderType
public interface Counter {
  /** What a preloaded counter holds. */
  long PRELOADED = 1000;

  /** Adds one and returns the new value; a counter begins at 0. */
  long increment(@ShardKey String key);

  /** The value now; 0 if nobody has counted here. */
  long get(@ShardKey String key);

  /** How many counters there are. */
  @AllShards
  long size();

  /**
   * Sets the counters {@code "0"} to {@code "n-1"} to {@link #PRELOADED}, for demos and benches.
   *
   * @return how many were set: {@code n}
   */
  @AllShards
  long preload(int n);
}
