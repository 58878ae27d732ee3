package dev.baton.state;

import java.util.Arrays;
import java.util.UUID;

/**
 * Which shard a key belongs to: a hash that is the same in every JVM, spread by the finalizers of
 * MurmurHash3 and scaled to the number of shards. Pure and free of allocation.
 */
public final class Shards {
  private Shards() {}

  /** The shard of a text, by {@link String#hashCode()}, which the Java specification fixes. */
  public static int of(String key, int shards) {
    return scale(mix(key.hashCode()), shards);
  }

  /** The shard of an integer; equal numbers of different width share one. */
  public static int of(long key, int shards) {
    return scale(mix(key), shards);
  }

  /**
   * The shard of any key.
   *
   * @throws IllegalArgumentException if the key is of a type that has no such hash
   */
  public static int of(Object key, int shards) {
    if (key instanceof String text) {
      return of(text, shards);
    }
    if (key instanceof Long
        || key instanceof Integer
        || key instanceof Short
        || key instanceof Byte) {
      return of(((Number) key).longValue(), shards);
    }
    if (key instanceof UUID id) {
      return of(id.getMostSignificantBits() * 31 + id.getLeastSignificantBits(), shards);
    }
    if (key instanceof Enum<?> constant) {
      return of(constant.name(), shards);
    }
    if (key instanceof byte[] bytes) {
      return scale(mix(Arrays.hashCode(bytes)), shards);
    }
    throw new IllegalArgumentException(
        key == null
            ? "A shard key must not be null"
            : "No shard for a key of "
                + key.getClass().getName()
                + "; String, integers, UUID, enum and byte[] have one, for others say shardBy(..)");
  }

  /** Whether {@link #of(Object, int)} knows keys of this type. */
  public static boolean supports(Class<?> type) {
    return type == String.class
        || type == long.class
        || type == Long.class
        || type == int.class
        || type == Integer.class
        || type == short.class
        || type == Short.class
        || type == byte.class
        || type == Byte.class
        || type == UUID.class
        || type == byte[].class
        || Enum.class.isAssignableFrom(type);
  }

  private static int mix(int hash) {
    int h = hash;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }

  private static int mix(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) (h ^ (h >>> 33));
  }

  private static int scale(int hash, int shards) {
    return (int) (((hash & 0xffffffffL) * shards) >>> 32);
  }
}
