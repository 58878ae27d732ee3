package dev.baton.state.hazelcast;

import java.util.function.BiConsumer;

/**
 * The records of one partition of a handoff map, as {@link Layout} makes them. Used by the
 * partition's thread alone; an array that was handed over is never changed.
 */
interface Records {

  /** The value under a key, or null. */
  byte[] get(byte[] key);

  /** Puts a value, or removes the key if the value is null. */
  void put(byte[] key, byte[] value);

  /**
   * Looks at about {@code limit} records, those of other shards included.
   *
   * @param from what the last call returned, or {@link Cursor#START}
   * @return where to go on, or null if there are no more
   */
  Cursor scan(Cursor from, int limit, BiConsumer<byte[], byte[]> each);
}
