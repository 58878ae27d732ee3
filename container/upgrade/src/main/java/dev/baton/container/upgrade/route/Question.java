package dev.baton.container.upgrade.route;

import dev.baton.container.gate.Trail;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A call on its way to the holder of its shard.
 *
 * @param service the name of the service bundle
 * @param shard the number of the shard
 * @param method which method
 * @param trail the chain that the call is a part of, the hop to the holder included
 * @param holdMillis how long the call may be held there before it begins
 * @param arguments as encoded by their declared types; null for null
 */
record Question(
    String service,
    int shard,
    MethodId method,
    Trail trail,
    long holdMillis,
    List<byte[]> arguments) {
  private static final byte FORMAT = 1;
  private static final int MOST_ARGUMENTS = 255;

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      Fields.put(out, service);
      out.writeInt(shard);
      Fields.put(out, method.label());
      Fields.put(out, method.owner());
      Fields.put(out, method.name());
      Fields.put(out, method.descriptor());
      Fields.put(out, trail.chain());
      out.writeInt(trail.hops());
      out.writeLong(holdMillis);
      out.writeByte(arguments.size());
      for (byte[] argument : arguments) {
        Fields.put(out, argument);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IOException if they are not the bytes of a question
   */
  static Question of(byte[] bytes) throws IOException {
    int most = bytes.length;
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int format = in.readByte();
      if (format != FORMAT) {
        throw new IOException("calls are told in format " + FORMAT + " here, not in " + format);
      }
      String service = Fields.text(in, most);
      int shard = in.readInt();
      MethodId method =
          new MethodId(
              Fields.text(in, most),
              Fields.text(in, most),
              Fields.text(in, most),
              Fields.text(in, most));
      if (service == null || !method.isWhole()) {
        throw new IOException("no method of a service");
      }
      Trail trail = new Trail(Fields.id(in), in.readInt());
      if (trail.chain() == null || trail.hops() < 1 || shard < 0) {
        throw new IOException("no chain, or no shard");
      }
      long holdMillis = in.readLong();
      int count = in.readByte() & MOST_ARGUMENTS;
      List<byte[]> arguments = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        arguments.add(Fields.bytes(in, most));
      }
      return new Question(service, shard, method, trail, holdMillis, arguments);
    }
  }
}
