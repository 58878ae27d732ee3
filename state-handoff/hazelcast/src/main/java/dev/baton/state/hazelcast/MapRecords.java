package dev.baton.state.hazelcast;

import com.hazelcast.internal.iteration.IterationPointer;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.impl.HeapData;
import com.hazelcast.internal.serialization.impl.SerializationConstants;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.map.impl.PartitionContainer;
import com.hazelcast.map.impl.iterator.MapEntriesWithCursor;
import com.hazelcast.map.impl.record.Record;
import com.hazelcast.map.impl.recordstore.RecordStore;
import com.hazelcast.wan.impl.CallerProvenance;
import dev.baton.state.protocol.ShardId;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The records of a Hazelcast map in one partition: the one class that reads and writes them. Keys
 * and values are what Hazelcast makes of a {@code byte[]}, with the shard's partition hash.
 */
final class MapRecords implements Records {
  private static final long NEVER = -1;

  private final RecordStore<?> store;
  private final int partitionHash;
  private final boolean backup;

  private MapRecords(RecordStore<?> store, int partitionHash, boolean backup) {
    this.store = store;
    this.partitionHash = partitionHash;
    this.backup = backup;
  }

  /** The records of the shard's partition; makes the map if there is none. */
  static MapRecords of(MapService maps, String map, int partition, ShardId shard, boolean backup) {
    PartitionContainer container = maps.getMapServiceContext().getPartitionContainer(partition);
    RecordStore<?> store = container.getRecordStore(map);
    return new MapRecords(store, Layout.partitionHash(shard), backup);
  }

  /** The key under which the partition of a shard is looked up. */
  static Data partitionKey(ShardId shard) {
    return data(new Layout(shard).headerKey(), Layout.partitionHash(shard));
  }

  int backups() {
    return store.getMapContainer().getBackupCount();
  }

  int asyncBackups() {
    return store.getMapContainer().getAsyncBackupCount();
  }

  @Override
  public byte[] get(byte[] key) {
    Record<?> found = store.getRecord(data(key, partitionHash));
    return found == null ? null : ((Data) found.getValue()).toByteArray();
  }

  @Override
  public void put(byte[] key, byte[] value) {
    Data dataKey = data(key, partitionHash);
    if (value == null) {
      remove(dataKey);
    } else if (backup) {
      store.putBackupForEntryProcessor(
          dataKey, data(value, 0), true, NEVER, NEVER, NEVER, CallerProvenance.NOT_WAN);
    } else {
      store.set(dataKey, data(value, 0), NEVER, NEVER);
    }
  }

  private void remove(Data key) {
    if (backup) {
      store.removeBackup(key, CallerProvenance.NOT_WAN);
    } else {
      store.delete(key, CallerProvenance.NOT_WAN);
    }
  }

  @Override
  public Cursor scan(Cursor from, int limit, BiConsumer<byte[], byte[]> each) {
    MapEntriesWithCursor part = store.fetchEntries(pointers(from), limit);
    for (Map.Entry<Data, Data> entry : part.getBatch()) {
      each.accept(entry.getKey().toByteArray(), entry.getValue().toByteArray());
    }
    IterationPointer[] next = part.getIterationPointers();
    return next[next.length - 1].getIndex() < 0 ? null : cursor(next);
  }

  private static IterationPointer[] pointers(Cursor cursor) {
    int[] pairs = cursor.pairs();
    IterationPointer[] pointers = new IterationPointer[pairs.length / 2];
    for (int i = 0; i < pointers.length; i++) {
      pointers[i] = new IterationPointer(pairs[2 * i], pairs[2 * i + 1]);
    }
    return pointers;
  }

  private static Cursor cursor(IterationPointer[] pointers) {
    int[] pairs = new int[pointers.length * 2];
    for (int i = 0; i < pointers.length; i++) {
      pairs[2 * i] = pointers[i].getIndex();
      pairs[2 * i + 1] = pointers[i].getSize();
    }
    return new Cursor(pairs);
  }

  /** Fills the room before the bytes, which says the same whenever it is filled. */
  private static Data data(byte[] bytes, int partitionHash) {
    ByteBuffer.wrap(bytes)
        .putInt(partitionHash)
        .putInt(SerializationConstants.CONSTANT_TYPE_BYTE_ARRAY)
        .putInt(bytes.length - Layout.ROOM);
    return new HeapData(bytes);
  }
}
