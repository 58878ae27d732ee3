package dev.baton.container.upgrade.route;

import dev.baton.state.codec.Codecs;
import dev.baton.state.codec.ValueCodec;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;

/**
 * An argument or a result by its declared type, as bytes and back; null and {@link Optional} too.
 */
final class DeclaredValue {
  private static final byte[] EMPTY = {0};

  private final ValueCodec codec;
  private final boolean optional;

  private DeclaredValue(ValueCodec codec, boolean optional) {
    this.codec = codec;
    this.optional = optional;
  }

  /**
   * @param declared the type of a parameter or result of the method
   * @param seen the interface that callers use
   * @throws IllegalArgumentException if such values cannot be encoded; says why
   */
  static DeclaredValue of(Codecs codecs, Type declared, Method method, Class<?> seen) {
    boolean optional =
        declared instanceof ParameterizedType type && type.getRawType() == Optional.class;
    Type held = optional ? ((ParameterizedType) declared).getActualTypeArguments()[0] : declared;
    return new DeclaredValue(codecs.declared(held, method.getDeclaringClass(), seen), optional);
  }

  /** That of a method without a result: null is all it has. */
  static DeclaredValue nothing() {
    return new DeclaredValue(null, false);
  }

  /** Null for null. */
  byte[] encode(Object value) {
    if (value == null || codec == null) {
      return null;
    }
    if (!optional) {
      return codec.encode(value);
    }
    Optional<?> held = (Optional<?>) value;
    if (held.isEmpty()) {
      return EMPTY;
    }
    byte[] bytes = codec.encode(held.get());
    byte[] present = new byte[bytes.length + 1];
    present[0] = 1;
    System.arraycopy(bytes, 0, present, 1, bytes.length);
    return present;
  }

  Object decode(byte[] bytes) {
    if (bytes == null || codec == null) {
      return null;
    }
    if (!optional) {
      return codec.decode(bytes);
    }
    return bytes[0] == 0
        ? Optional.empty()
        : Optional.of(codec.decode(Arrays.copyOfRange(bytes, 1, bytes.length)));
  }
}
