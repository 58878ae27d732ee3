package dev.baton.state.codec;

import java.nio.ByteBuffer;

/** Integers of any width as eight bytes. */
final class IntegerKeys implements KeyCodec {
  private final Class<?> type;

  IntegerKeys(Class<?> type) {
    this.type = type;
  }

  @Override
  public byte[] encode(Object kept) {
    return ByteBuffer.allocate(Long.BYTES).putLong(((Number) kept).longValue()).array();
  }

  @Override
  public Object decode(byte[] bytes) {
    if (bytes.length != Long.BYTES) {
      throw new IllegalArgumentException(
          bytes.length + " bytes are no integer, which has " + Long.BYTES);
    }
    return narrowed(ByteBuffer.wrap(bytes).getLong());
  }

  @Override
  public String toJson(Object kept) {
    return kept.toString();
  }

  @Override
  public Object parse(String text) {
    return narrowed(Long.parseLong(text.trim()));
  }

  private Object narrowed(long number) {
    Object narrowed;
    if (type == Integer.class) {
      narrowed = (int) number;
    } else if (type == Short.class) {
      narrowed = (short) number;
    } else if (type == Byte.class) {
      narrowed = (byte) number;
    } else {
      return number;
    }
    if (((Number) narrowed).longValue() != number) {
      throw new IllegalArgumentException(number + " is no " + type.getSimpleName());
    }
    return narrowed;
  }
}
