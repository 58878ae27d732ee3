package dev.baton.state.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/** Keys that are values of another kind, as such: CBOR; people type them as JSON. */
final class ValueKeys implements KeyCodec {
  private final ValueCodec values;
  private final Class<?> type;
  private final ObjectReader json;

  ValueKeys(ValueCodec values, Class<?> type, ObjectMapper json) {
    this.values = values;
    this.type = type;
    this.json = json.readerFor(type);
  }

  @Override
  public byte[] encode(Object kept) {
    return values.encode(kept);
  }

  @Override
  public Object decode(byte[] bytes) {
    return values.decode(bytes);
  }

  @Override
  public String toJson(Object kept) {
    return values.toJson(kept);
  }

  @Override
  public Object parse(String text) {
    try {
      return json.readValue(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not the JSON of a "
              + type.getSimpleName()
              + ": "
              + e.getOriginalMessage(),
          e);
    }
  }
}
