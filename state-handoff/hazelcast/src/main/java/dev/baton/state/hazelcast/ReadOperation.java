package dev.baton.state.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.impl.operationservice.ReadonlyOperation;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.ShardId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a part of a shard's entries. What it looks at is bounded, entries of other shards in the
 * partition included, so that it holds up the partition's thread only briefly.
 */
final class ReadOperation extends ShardOperation implements ReadonlyOperation {
  private Cursor from;
  private int limit;
  private transient EntriesFound found;

  ReadOperation() {}

  ReadOperation(ShardId shard, Cursor from, int limit) {
    super(shard);
    this.from = from;
    this.limit = limit;
  }

  @Override
  public void run() {
    Layout layout = new Layout(shard());
    List<Entry> entries = new ArrayList<>();
    MapRecords records = records(false);
    Cursor next =
        records.scan(
            from,
            limit,
            (key, value) -> {
              if (layout.isEntry(key)) {
                entries.add(layout.entry(key, value));
              }
            });
    found = new EntriesFound(entries, next, replica(records).header());
  }

  @Override
  public Object getResponse() {
    return found;
  }

  @Override
  public int getClassId() {
    return Types.READ_OPERATION;
  }

  @Override
  protected void writeInternal(ObjectDataOutput out) throws IOException {
    super.writeInternal(out);
    from.write(out);
    out.writeInt(limit);
  }

  @Override
  protected void readInternal(ObjectDataInput in) throws IOException {
    super.readInternal(in);
    from = Cursor.read(in);
    limit = in.readInt();
  }
}
