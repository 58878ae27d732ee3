package dev.baton.state.map;

import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.ShardId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Headers of shards as bytes, for those who ask each other what they have. */
public final class Headers {
  private static final byte FORMAT = 1;

  private Headers() {}

  /** As bytes. */
  public static byte[] bytes(Map<ShardId, Header> headers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeInt(headers.size());
      for (Map.Entry<ShardId, Header> each : headers.entrySet()) {
        out.writeUTF(each.getKey().service());
        out.writeInt(each.getKey().number());
        write(each.getValue(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #bytes} wrote. */
  public static Map<ShardId, Header> read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte format = in.readByte();
      if (format != FORMAT) {
        throw new IllegalArgumentException(
            "Headers of format " + format + "; this version of Baton reads format " + FORMAT);
      }
      Map<ShardId, Header> headers = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        headers.put(new ShardId(in.readUTF(), in.readInt()), readHeader(in));
      }
      return headers;
    } catch (IOException e) {
      throw new UncheckedIOException("Headers are damaged", e);
    }
  }

  private static void write(Header header, DataOutputStream out) throws IOException {
    write(header.incarnation(), out);
    out.writeLong(header.epoch());
    out.writeLong(header.token());
    out.writeLong(header.sequence());
    write(header.holder().member(), out);
    out.writeUTF(header.holder().version());
    out.writeLong(header.copies().number());
    out.writeLong(header.copies().token());
    out.writeInt(header.copies().nodes().size());
    for (UUID node : header.copies().nodes()) {
      write(node, out);
    }
    out.writeBoolean(header.complete());
  }

  private static Header readHeader(DataInputStream in) throws IOException {
    return new Header(
        readId(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        new Holder(readId(in), in.readUTF()),
        new Copies(in.readLong(), in.readLong(), readIds(in)),
        in.readBoolean());
  }

  private static Set<UUID> readIds(DataInputStream in) throws IOException {
    Set<UUID> ids = new HashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      ids.add(readId(in));
    }
    return ids;
  }

  private static void write(UUID id, DataOutputStream out) throws IOException {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  private static UUID readId(DataInputStream in) throws IOException {
    return new UUID(in.readLong(), in.readLong());
  }
}
