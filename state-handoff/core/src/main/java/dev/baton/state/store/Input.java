package dev.baton.state.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Reads what {@link Output} put together. */
final class Input {
  private final ByteBuffer bytes;

  Input(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  int octet() {
    return bytes.get() & 0xFF;
  }

  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
  }

  int size() {
    return (int) number();
  }

  long fixed() {
    return bytes.getLong();
  }

  UUID uuid() {
    return new UUID(fixed(), fixed());
  }

  String text() {
    return new String(bytes(size()), StandardCharsets.UTF_8);
  }

  byte[] bytes(int length) {
    byte[] value = new byte[length];
    bytes.get(value);
    return value;
  }
}
