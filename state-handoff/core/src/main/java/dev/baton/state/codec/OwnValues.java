package dev.baton.state.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.state.StateCodec;

/** Values that the bundle's own codec encodes. */
final class OwnValues implements ValueCodec {
  private final Class<?> type;
  private final StateCodec codec;
  private final ObjectMapper json;

  OwnValues(Class<?> type, StateCodec codec, ObjectMapper json) {
    this.type = type;
    this.codec = codec;
    this.json = json;
  }

  @Override
  public byte[] encode(Object value) {
    byte[] bytes = AuthorCode.call(codec, () -> codec.encode(value, type));
    if (bytes == null) {
      throw new IllegalArgumentException(
          codec.getClass().getName() + " encoded a value of " + type.getName() + " as null");
    }
    return bytes;
  }

  @Override
  public Object decode(byte[] bytes) {
    Object value = AuthorCode.call(codec, () -> codec.decode(bytes, type));
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          codec.getClass().getName()
              + " decoded "
              + (value == null ? "null" : value.getClass().getName())
              + " instead of "
              + type.getName());
    }
    return value;
  }

  /** JSON if the type happens to have it, else the value's own text in quotes. */
  @Override
  public String toJson(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      return json.getNodeFactory().textNode(String.valueOf(value)).toString();
    }
  }
}
