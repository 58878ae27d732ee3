package dev.baton.state.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;

/** Values of a declared type as CBOR. Thread-safe. */
final class CborValues implements ValueCodec {
  private static final int KEPT_BYTES = 1 << 16;

  private final JavaType type;
  private final ObjectWriter writer;
  private final ObjectReader reader;
  private final ObjectWriter json;

  /** For who encodes next; null while somebody does, and after an error. */
  private final AtomicReference<Sequence> spare = new AtomicReference<>();

  /**
   * Writes values one after the other: to make a generator takes nine times as long as to write a
   * number. For one thread at a time, until the first error.
   */
  private static final class Sequence {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final SequenceWriter values;

    Sequence(ObjectWriter writer) throws IOException {
      values = writer.writeValues(bytes);
    }

    byte[] next(Object value) throws IOException {
      bytes.reset();
      values.write(value); // which flushes
      return bytes.toByteArray();
    }
  }

  CborValues(JavaType type, ObjectMapper cbor, ObjectMapper json) {
    this.type = type;
    this.writer = cbor.writerFor(type);
    this.reader = cbor.readerFor(type);
    this.json = json.writerFor(type);
  }

  @Override
  public byte[] encode(Object value) {
    Sequence mine = spare.getAndSet(null);
    try {
      mine = mine == null ? new Sequence(writer) : mine;
      byte[] encoded = mine.next(value);
      if (encoded.length <= KEPT_BYTES) {
        spare.set(mine);
      }
      return encoded;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Cannot encode a value of " + type.toCanonical() + ": " + e.getOriginalMessage(), e);
    } catch (IOException impossible) {
      throw new UncheckedIOException("Memory takes all bytes", impossible);
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
