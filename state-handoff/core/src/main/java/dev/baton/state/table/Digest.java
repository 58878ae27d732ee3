package dev.baton.state.table;

import dev.baton.state.codec.Hash;

/**
 * A sum over the entries of a table that does not depend on their order: equal on two sides if both
 * know the same keys and, for each, the same bytes in the map. Changed by one thread at a time.
 */
final class Digest {
  private long sum;

  void add(long keyHash, int valueHash) {
    sum += Hash.of(keyHash, valueHash);
  }

  void subtract(long keyHash, int valueHash) {
    sum -= Hash.of(keyHash, valueHash);
  }

  long sum() {
    return sum;
  }

  /** The hash of a value's bytes, in the width that a cell keeps. */
  static int hash(byte[] bytes) {
    long hash = Hash.of(bytes);
    return (int) (hash ^ hash >>> Integer.SIZE);
  }
}
