package dev.baton.state.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;

/** Values of a declared type as CBOR. */
final class CborValues implements ValueCodec {
  private final JavaType type;
  private final ObjectWriter writer;
  private final ObjectReader reader;
  private final ObjectWriter json;

  CborValues(JavaType type, ObjectMapper cbor, ObjectMapper json) {
    this.type = type;
    this.writer = cbor.writerFor(type);
    this.reader = cbor.readerFor(type);
    this.json = json.writerFor(type);
  }

  @Override
  public byte[] encode(Object value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Cannot encode a value of " + type.toCanonical() + ": " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public Object decode(byte[] bytes) {
    Object value;
    try {
      value = reader.readValue(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Not the bytes of a value of " + type.toCanonical() + ": " + e.getMessage(), e);
    }
    if (value == null) {
      throw new IllegalArgumentException("The bytes of no value, wanted " + type.toCanonical());
    }
    return value;
  }

  @Override
  public String toJson(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Cannot show a value of " + type.toCanonical() + ": " + e.getOriginalMessage(), e);
    }
  }
}
