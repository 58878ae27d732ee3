package dev.baton.container.upgrade.far;

import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.table.Copied;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the two ends of a hand-off say to each other.
 *
 * @param verb what the other end is to do
 * @param session which hand-off this is about, drawn at random by the holder
 * @param shard the shard
 * @param version the version that is to serve
 * @param copies entries, of {@link Verb#LOAD} and {@link Verb#APPLY}
 * @param epoch of the commit, of {@link Verb#ARRIVE}
 * @param token of the commit
 */
record Message(
    Verb verb,
    long session,
    ShardId shard,
    String version,
    List<Copied> copies,
    long epoch,
    long token) {
  private static final byte FORMAT = 1;

  /** What the other end is to do. The order is what travels. */
  enum Verb {
    BEGIN,
    LOAD,
    LOADED,
    APPLY,
    DIGESTS,
    ARRIVE,
    CANCEL
  }

  byte[] bytes() {
    return written(
        out -> {
          out.writeByte(FORMAT);
          out.writeByte(verb.ordinal());
          out.writeLong(session);
          text(shard.service(), out);
          out.writeInt(shard.number());
          text(version, out);
          out.writeLong(epoch);
          out.writeLong(token);
          out.writeInt(copies.size());
          for (Copied copy : copies) {
            write(copy, out);
          }
        });
  }

  static Message read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte format = in.readByte();
      if (format != FORMAT) {
        throw new IllegalArgumentException(
            "A hand-off of format " + format + "; this version of Baton reads " + FORMAT);
      }
      Verb verb = Verb.values()[in.readByte()];
      long session = in.readLong();
      ShardId shard = new ShardId(readText(in), in.readInt());
      String version = readText(in);
      long epoch = in.readLong();
      long token = in.readLong();
      List<Copied> copies = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        copies.add(readCopied(in));
      }
      return new Message(verb, session, shard, version, copies, epoch, token);
    } catch (IOException e) {
      throw new UncheckedIOException("A message of a hand-off is damaged", e);
    }
  }

  static byte[] digests(Map<String, Long> digests) {
    return written(
        out -> {
          out.writeInt(digests.size());
          for (Map.Entry<String, Long> each : digests.entrySet()) {
            text(each.getKey(), out);
            out.writeLong(each.getValue());
          }
        });
  }

  static Map<String, Long> readDigests(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Map<String, Long> digests = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        digests.put(readText(in), in.readLong());
      }
      return digests;
    } catch (IOException e) {
      throw new UncheckedIOException("An answer of a hand-off is damaged", e);
    }
  }

  private static void write(Copied copy, DataOutputStream out) throws IOException {
    Entry entry = copy.entry();
    text(entry.table(), out);
    bytes(entry.key(), out);
    bytes(entry.value(), out);
    out.writeInt(entry.schema());
    out.writeInt(copy.mapHash());
    out.writeInt(copy.mapSchema());
  }

  private static Copied readCopied(DataInputStream in) throws IOException {
    Entry entry = new Entry(readText(in), readBytes(in), readBytes(in), in.readInt());
    return Copied.carried(entry, in.readInt(), in.readInt());
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    bytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static void bytes(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : in.readNBytes(length);
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
