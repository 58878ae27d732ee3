package dev.baton.state.store;

import java.util.Arrays;

/** Where the items of a generation stand, in the order of the log: a file and a place in it. */
final class Positions {
  private static final int PLACE_BITS = 40;

  private long[] packed = new long[4];
  private int size;

  void add(long file, long place) {
    if (place >>> PLACE_BITS != 0 || file >>> (Long.SIZE - PLACE_BITS) != 0) {
      throw new IllegalStateException(
          "Byte " + place + " of file " + file + " is beyond what a store can tell apart");
    }
    if (size == packed.length) {
      packed = Arrays.copyOf(packed, size * 2);
    }
    packed[size++] = (file << PLACE_BITS) | place;
  }

  int size() {
    return size;
  }

  long[] first(int count) {
    return Arrays.copyOf(packed, count);
  }

  /** Puts the positions of a compacted copy in the place of the first {@code count}. */
  void replaceFirst(int count, Positions copy) {
    long[] joined = Arrays.copyOf(copy.packed, Math.max(4, copy.size + size - count));
    System.arraycopy(packed, count, joined, copy.size, size - count);
    packed = joined;
    size = copy.size + size - count;
  }

  static long file(long position) {
    return position >>> PLACE_BITS;
  }

  static long place(long position) {
    return position & ((1L << PLACE_BITS) - 1);
  }
}
