package dev.baton.state.hazelcast;

import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How the records of a shard look, byte by byte.
 *
 * <pre>
 * key:   room · format 1 · shard number (4) · 0                                      the header
 *        room · format 1 · shard number (4) · 1 · table length (2) · table · key     an entry
 * value: room · format 1 · schema (4) · sequence of the batch that wrote it (8) · value
 *        room · the header as {@link Wire} writes it
 * </pre>
 *
 * <p>The room is left for what Hazelcast puts before the bytes of its own.
 */
final class Layout {
  /** Partition hash, type and length, as {@link MapRecords} fills them in. */
  static final int ROOM = 12;

  private static final byte FORMAT = 1;

  /** Has no factor in common with the number of partitions. */
  private static final int STRIDE = 97;

  private static final byte HEADER = 0;
  private static final byte ENTRY = 1;
  private static final int NUMBER_AT = ROOM + 1;
  private static final int KIND_AT = NUMBER_AT + Integer.BYTES;
  private static final int TABLE_AT = KIND_AT + 1;
  private static final int VALUE_PREFIX = 1 + Integer.BYTES + Long.BYTES;

  private final ShardId shard;

  Layout(ShardId shard) {
    this.shard = shard;
  }

  /**
   * Decides the shard's partition. Shards of a service share none as long as there are as many; and
   * since Hazelcast gives its members runs of consecutive partitions, neighbours lie far apart.
   */
  static int partitionHash(ShardId shard) {
    int hash = shard.service().hashCode() * 0x9E3779B9;
    return ((hash ^ (hash >>> 15)) & 0x0FFFFFFF) + STRIDE * shard.number() + 1;
  }

  byte[] headerKey() {
    return keyOf(HEADER, 0).array();
  }

  byte[] key(Entry entry) {
    byte[] table = entry.table().getBytes(StandardCharsets.UTF_8);
    if (table.length > Short.MAX_VALUE) {
      throw new IllegalArgumentException("Table name of " + table.length + " bytes in " + shard);
    }
    return keyOf(ENTRY, Short.BYTES + table.length + entry.key().length)
        .putShort((short) table.length)
        .put(table)
        .put(entry.key())
        .array();
  }

  private ByteBuffer keyOf(byte kind, int more) {
    return ByteBuffer.allocate(TABLE_AT + more)
        .position(ROOM)
        .put(FORMAT)
        .putInt(shard.number())
        .put(kind);
  }

  /** The record of an entry's value, or null for a delete. */
  byte[] value(Entry entry, long sequence) {
    if (entry.value() == null) {
      return null;
    }
    return ByteBuffer.allocate(ROOM + VALUE_PREFIX + entry.value().length)
        .position(ROOM)
        .put(FORMAT)
        .putInt(entry.schema())
        .putLong(sequence)
        .put(entry.value())
        .array();
  }

  byte[] value(Header header) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    bytes.writeBytes(new byte[ROOM]);
    try {
      Wire.write(header, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  Header header(byte[] value) {
    ByteArrayInputStream bytes = new ByteArrayInputStream(value, ROOM, value.length - ROOM);
    try {
      return Wire.readHeader(new DataInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("The header of " + shard + " cannot be read", e);
    }
  }

  /** Whether a record is an entry of this shard. */
  boolean isEntry(byte[] key) {
    ByteBuffer buffer = ByteBuffer.wrap(key);
    checkFormat(key[ROOM]);
    return buffer.getInt(NUMBER_AT) == shard.number() && buffer.get(KIND_AT) == ENTRY;
  }

  Entry entry(byte[] key, byte[] value) {
    checkFormat(value[ROOM]);
    ByteBuffer keyBuffer = ByteBuffer.wrap(key).position(TABLE_AT);
    String table = new String(bytes(keyBuffer, keyBuffer.getShort()), StandardCharsets.UTF_8);
    ByteBuffer valueBuffer = ByteBuffer.wrap(value).position(ROOM + 1);
    int schema = valueBuffer.getInt();
    valueBuffer.position(ROOM + VALUE_PREFIX);
    return new Entry(
        table,
        bytes(keyBuffer, keyBuffer.remaining()),
        bytes(valueBuffer, valueBuffer.remaining()),
        schema);
  }

  private static byte[] bytes(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  private void checkFormat(byte format) {
    if (format != FORMAT) {
      throw new IllegalStateException(
          "A record of format "
              + format
              + " in the handoff map of "
              + shard.service()
              + "; this version of Baton reads format "
              + FORMAT);
    }
  }
}
