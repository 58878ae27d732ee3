package dev.baton.state.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import dev.baton.state.map.HandoffMap.Part;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import java.io.IOException;
import java.util.List;

/** The answer of a {@link ReadOperation}. */
final class EntriesFound implements IdentifiedDataSerializable {
  private List<Entry> entries;
  private Cursor next;
  private Header header;

  EntriesFound() {}

  EntriesFound(List<Entry> entries, Cursor next, Header header) {
    this.header = header;
    this.entries = entries;
    this.next = next;
  }

  Part part() {
    return new Part(entries, next, header);
  }

  @Override
  public int getFactoryId() {
    return Types.FACTORY;
  }

  @Override
  public int getClassId() {
    return Types.ENTRIES_FOUND;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    Wire.write(entries, out);
    out.writeBoolean(next != null);
    if (next != null) {
      next.write(out);
    }
    new HeaderFound(header).writeData(out);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    entries = Wire.readEntries(in);
    next = in.readBoolean() ? Cursor.read(in) : null;
    HeaderFound found = new HeaderFound();
    found.readData(in);
    header = found.header();
  }
}
