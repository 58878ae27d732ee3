package dev.baton.state.hazelcast;

import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.ShardId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Records of a partition without Hazelcast; fail once after so many writes if told to. */
final class HeapRecords implements Records {
  private final Map<ByteBuffer, byte[]> records = new HashMap<>();
  private int left = Integer.MAX_VALUE;

  void failAfter(int writes) {
    left = writes;
  }

  @Override
  public byte[] get(byte[] key) {
    return records.get(ByteBuffer.wrap(key));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    if (left-- == 0) {
      throw new IllegalStateException("Told to fail");
    }
    if (value == null) {
      records.remove(ByteBuffer.wrap(key));
    } else {
      records.put(ByteBuffer.wrap(key), value);
    }
  }

  @Override
  @SuppressWarnings("ByteBufferBackingArray") // wrapped above
  public Cursor scan(Cursor from, int limit, BiConsumer<byte[], byte[]> each) {
    records.forEach((key, value) -> each.accept(key.array(), value));
    return null;
  }

  void corrupt(byte[] key, int at) {
    byte[] value = get(key).clone();
    value[at]++;
    put(key, value);
  }

  Map<String, String> contents(ShardId shard) {
    Layout layout = new Layout(shard);
    List<Entry> entries = new ArrayList<>();
    scan(
        Cursor.START,
        0,
        (key, value) -> {
          if (layout.isEntry(key)) {
            entries.add(layout.entry(key, value));
          }
        });
    return Requests.byKey(entries);
  }
}
