package dev.baton.state.hazelcast;

import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.Placement;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.Request.Batch;
import dev.baton.state.protocol.Request.Change;
import dev.baton.state.protocol.Request.Create;
import dev.baton.state.protocol.ShardId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Headers, requests and entries as they travel between members: a format number, then the fields in
 * their order. No class name is ever on the wire.
 */
final class Wire {
  private static final byte FORMAT = 2;
  private static final byte CREATE = 0;
  private static final byte BATCH = 1;
  private static final byte CHANGE = 2;
  private static final int ABSENT = -1;

  private Wire() {}

  static void write(ShardId shard, DataOutput out) throws IOException {
    write(shard.service(), out);
    out.writeInt(shard.number());
  }

  static ShardId readShard(DataInput in) throws IOException {
    return new ShardId(readText(in), in.readInt());
  }

  static void write(Header header, DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    write(header.incarnation(), out);
    out.writeLong(header.epoch());
    out.writeLong(header.token());
    out.writeLong(header.sequence());
    write(header.holder(), out);
    write(header.copies(), out);
    out.writeBoolean(header.complete());
  }

  /**
   * @param copies may be null
   */
  static void write(Copies copies, DataOutput out) throws IOException {
    out.writeBoolean(copies != null);
    if (copies != null) {
      out.writeLong(copies.number());
      out.writeLong(copies.token());
      write(copies.nodes(), out);
    }
  }

  static Copies readCopies(DataInput in) throws IOException {
    return in.readBoolean() ? new Copies(in.readLong(), in.readLong(), readIds(in)) : null;
  }

  private static void write(Placement placement, DataOutput out) throws IOException {
    out.writeInt(placement == null ? 0 : placement.line().size());
    if (placement != null) {
      for (Copies copies : placement.line()) {
        write(copies, out);
      }
    }
  }

  private static Placement readPlacement(DataInput in) throws IOException {
    List<Copies> line = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      line.add(readCopies(in));
    }
    return line.isEmpty() ? null : new Placement(line);
  }

  static Header readHeader(DataInput in) throws IOException {
    checkFormat(in.readByte());
    return new Header(
        readId(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        readHolder(in),
        readCopies(in),
        in.readBoolean());
  }

  static void write(Request request, DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    if (request instanceof Create create) {
      out.writeByte(CREATE);
      write(
          new Header(
              create.incarnation(),
              create.epoch(),
              create.token(),
              create.sequence(),
              create.holder(),
              create.copies(),
              create.complete()),
          out);
      write(create.placement(), out);
    } else if (request instanceof Batch batch) {
      out.writeByte(BATCH);
      out.writeLong(batch.epoch());
      out.writeLong(batch.token());
      out.writeLong(batch.sequence());
      out.writeBoolean(batch.force());
      write(batch.entries(), out);
    } else {
      Change change = (Change) request;
      out.writeByte(CHANGE);
      out.writeByte(change.kind().ordinal());
      out.writeLong(change.fromEpoch());
      out.writeLong(change.fromToken());
      out.writeLong(change.epoch());
      out.writeLong(change.token());
      write(change.holder(), out);
      out.writeLong(change.least());
      write(change.placement(), out);
    }
  }

  static Request readRequest(DataInput in) throws IOException {
    checkFormat(in.readByte());
    byte kind = in.readByte();
    return switch (kind) {
      case CREATE -> {
        Header made = readHeader(in);
        yield new Create(
            made.incarnation(),
            made.epoch(),
            made.token(),
            made.sequence(),
            made.holder(),
            made.copies(),
            made.complete(),
            readPlacement(in));
      }
      case BATCH -> {
        long epoch = in.readLong();
        long token = in.readLong();
        long sequence = in.readLong();
        boolean force = in.readBoolean();
        yield new Batch(epoch, token, sequence, readEntries(in), force);
      }
      case CHANGE ->
          new Change(
              Change.Kind.values()[in.readByte()],
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              readHolder(in),
              in.readLong(),
              readPlacement(in));
      default -> throw new IOException("Unknown kind of request " + kind);
    };
  }

  static void write(List<Entry> entries, DataOutput out) throws IOException {
    out.writeInt(entries.size());
    String table = null;
    for (Entry entry : entries) {
      boolean sameTable = entry.table().equals(table);
      out.writeBoolean(sameTable);
      if (!sameTable) {
        table = entry.table();
        write(table, out);
      }
      write(entry.key(), out);
      write(entry.value(), out);
      out.writeInt(entry.schema());
    }
  }

  static List<Entry> readEntries(DataInput in) throws IOException {
    int count = in.readInt();
    List<Entry> entries = new ArrayList<>(Math.min(count, 1 << 16));
    String table = null;
    for (int i = 0; i < count; i++) {
      if (!in.readBoolean()) {
        table = readText(in);
      }
      entries.add(new Entry(table, readBytes(in), readBytes(in), in.readInt()));
    }
    return entries;
  }

  static void write(UUID id, DataOutput out) throws IOException {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  static UUID readId(DataInput in) throws IOException {
    return new UUID(in.readLong(), in.readLong());
  }

  static void write(String text, DataOutput out) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8), out);
  }

  static String readText(DataInput in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static void write(Set<UUID> ids, DataOutput out) throws IOException {
    out.writeInt(ids.size());
    for (UUID id : ids) {
      write(id, out);
    }
  }

  private static Set<UUID> readIds(DataInput in) throws IOException {
    int count = in.readInt();
    Set<UUID> ids = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      ids.add(readId(in));
    }
    return ids;
  }

  private static void write(Holder holder, DataOutput out) throws IOException {
    write(holder.member(), out);
    write(holder.version(), out);
  }

  private static Holder readHolder(DataInput in) throws IOException {
    return new Holder(readId(in), readText(in));
  }

  private static void write(byte[] bytes, DataOutput out) throws IOException {
    if (bytes == null) {
      out.writeInt(ABSENT);
    } else {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    int length = in.readInt();
    if (length == ABSENT) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private static void checkFormat(byte format) throws IOException {
    if (format != FORMAT) {
      throw new IOException(
          "Format " + format + " was sent; this version of Baton reads format " + FORMAT);
    }
  }
}
