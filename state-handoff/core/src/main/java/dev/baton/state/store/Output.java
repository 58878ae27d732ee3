package dev.baton.state.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Bytes as they are put together, in one array that is used again. */
final class Output {
  private static final int KEPT = 1 << 20;

  private byte[] bytes = new byte[1024];
  private int size;

  void clear() {
    size = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[1024];
    }
  }

  int size() {
    return size;
  }

  ByteBuffer content() {
    return ByteBuffer.wrap(bytes, 0, size);
  }

  void octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** Seven bits an octet, the lowest first; short for small numbers that are not negative. */
  void number(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      octet((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    octet((int) rest);
  }

  void fixed(long value) {
    room(Long.BYTES);
    ByteBuffer.wrap(bytes).putLong(size, value);
    size += Long.BYTES;
  }

  void uuid(UUID value) {
    fixed(value.getMostSignificantBits());
    fixed(value.getLeastSignificantBits());
  }

  void text(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(byte[] value) {
    number(value.length);
    raw(value);
  }

  void raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      long doubled = Math.min((long) bytes.length << 1, Integer.MAX_VALUE - 16);
      bytes = Arrays.copyOf(bytes, (int) Math.max(doubled, Math.addExact(size, more)));
    }
  }
}
