package dev.baton.state;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns the values of a table into bytes and back, in place of the default CBOR. Thread-safe.
 *
 * <p>The same value must always give the same bytes: hand-offs compare them.
 */
@ConsumerType
public interface StateCodec {

  /**
   * @param type the declared type, which {@code value} is an instance of
   * @throws IllegalArgumentException if the value cannot be encoded
   */
  byte[] encode(Object value, Class<?> type);

  /**
   * @throws IllegalArgumentException if the bytes are not those of a value of {@code type}
   */
  <T> T decode(byte[] bytes, Class<T> type);
}
