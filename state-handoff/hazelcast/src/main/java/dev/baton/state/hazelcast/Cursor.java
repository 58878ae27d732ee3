package dev.baton.state.hazelcast;

import dev.baton.state.map.HandoffMap.Position;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Where a scan of a partition goes on: pairs of index and table size, one pair more whenever the
 * table grew during the scan, so that nothing is missed and nothing told twice.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Cursor(int[] pairs) implements Position {

  static final Cursor START = new Cursor(new int[] {Integer.MAX_VALUE, -1});

  void write(DataOutput out) throws IOException {
    out.writeInt(pairs.length);
    for (int number : pairs) {
      out.writeInt(number);
    }
  }

  static Cursor read(DataInput in) throws IOException {
    int[] pairs = new int[in.readInt()];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = in.readInt();
    }
    return new Cursor(pairs);
  }
}
