package dev.baton.state.codec;

/** Values of one declared type as bytes and back. */
public interface ValueCodec {

  /**
   * The bytes of a value; the same for an unchanged value each time.
   *
   * @throws IllegalArgumentException if the value cannot be encoded
   */
  byte[] encode(Object value);

  /**
   * The value of such bytes.
   *
   * @throws IllegalArgumentException if the bytes are not those of a value of this type
   */
  Object decode(byte[] bytes);

  /** The value as JSON, for people to read. */
  String toJson(Object value);
}
