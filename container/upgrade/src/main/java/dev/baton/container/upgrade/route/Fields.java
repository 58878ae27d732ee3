package dev.baton.container.upgrade.route;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Texts, bytes and ids among the fields of a message, null included. */
final class Fields {
  private Fields() {}

  static void put(DataOutput out, byte[] bytes) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  static void put(DataOutput out, String text) throws IOException {
    put(out, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
  }

  static void put(DataOutput out, UUID id) throws IOException {
    out.writeBoolean(id != null);
    if (id != null) {
      out.writeLong(id.getMostSignificantBits());
      out.writeLong(id.getLeastSignificantBits());
    }
  }

  /**
   * @param most how many bytes there are left, at most
   */
  static byte[] bytes(DataInput in, int most) throws IOException {
    int length = in.readInt();
    if (length > most) {
      throw new IOException(length + " bytes announced in a message of " + most);
    }
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  static String text(DataInput in, int most) throws IOException {
    byte[] bytes = bytes(in, most);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  static UUID id(DataInput in) throws IOException {
    return in.readBoolean() ? new UUID(in.readLong(), in.readLong()) : null;
  }
}
