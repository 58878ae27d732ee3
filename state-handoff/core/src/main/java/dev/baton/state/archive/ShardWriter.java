package dev.baton.state.archive;

import dev.baton.state.map.Headers;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the file of one shard: what {@link ShardFile} reads. Keeps a bounded part of it in memory,
 * to put entries of one table and schema together.
 */
public final class ShardWriter {
  private static final int KEPT = 1 << 20;

  private final OutputStream out;
  private final Map<Group, Part> parts = new TreeMap<>();
  private long blocks;
  private long entries;
  private long bytes;
  private long kept;

  private record Group(String table, int schema) implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      int byTable = table.compareTo(other.table);
      return byTable != 0 ? byTable : Integer.compare(schema, other.schema);
    }
  }

  /** Entries that wait to be written. */
  private static final class Part {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int count;

    private void add(Entry entry) throws IOException {
      DataOutputStream data = new DataOutputStream(bytes);
      data.writeInt(entry.key().length);
      data.write(entry.key());
      data.writeInt(entry.value().length);
      data.write(entry.value());
      count++;
    }
  }

  /**
   * Begins a file.
   *
   * @param out is not closed
   */
  public ShardWriter(OutputStream out, ShardId shard, Header header) throws IOException {
    this.out = out;
    out.write(ShardFile.LETTERS);
    out.write(ByteBuffer.allocate(Integer.BYTES).putInt(ShardFile.FORMAT).array());
    write(Block.Kind.HEADER, Headers.bytes(Map.of(shard, header)));
  }

  /** Adds an entry, which has a value. */
  public void add(Entry entry) throws IOException {
    parts.computeIfAbsent(new Group(entry.table(), entry.schema()), group -> new Part()).add(entry);
    int length = entry.key().length + entry.value().length;
    entries++;
    bytes += length;
    kept += length + 2 * Integer.BYTES;
    if (kept > KEPT) {
      writeParts();
    }
  }

  /** Writes the rest and the file's end; nothing may be added after that. */
  public Totals end() throws IOException {
    writeParts();
    ByteBuffer end = ByteBuffer.allocate(3 * Long.BYTES);
    write(Block.Kind.END, end.putLong(blocks).putLong(entries).putLong(bytes).array());
    return new Totals(entries, bytes);
  }

  private void writeParts() throws IOException {
    for (Map.Entry<Group, Part> each : parts.entrySet()) {
      Part part = each.getValue();
      ByteArrayOutputStream content = new ByteArrayOutputStream(part.bytes.size() + 64);
      DataOutputStream data = new DataOutputStream(content);
      data.writeUTF(each.getKey().table());
      data.writeInt(each.getKey().schema());
      data.writeInt(part.count);
      part.bytes.writeTo(data);
      write(Block.Kind.ENTRIES, content.toByteArray());
    }
    parts.clear();
    kept = 0;
  }

  private void write(Block.Kind kind, byte[] content) throws IOException {
    new Block(kind, content).write(out, blocks++);
  }
}
