package dev.baton.state.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;

/** Values of a declared type as CBOR. Thread-safe. */
final class CborValues implements ValueCodec {
  private static final int KEPT_BYTES = 1 << 16;

  /** A parser counts what it has read in an int. */
  private static final int VALUES_OF_A_PARSER = 1 << 20;

  private final JavaType type;
  private final ObjectWriter writer;
  private final ObjectReader reader;
  private final ObjectWriter json;

  /** For who encodes next; null while somebody does, and after an error. */
  private final AtomicReference<Sequence> spareSequence = new AtomicReference<>();

  /** The same for who decodes. */
  private final AtomicReference<Parser> spareParser = new AtomicReference<>();

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

  /**
   * Reads values one after the other: to make a parser takes several times as long as to read a
   * number. For one thread at a time, until the first error.
   */
  private static final class Parser {
    private final Refilled encoded = new Refilled();
    private final CBORParser values;
    private int left = VALUES_OF_A_PARSER;

    Parser(ObjectReader reader) throws IOException {
      values = (CBORParser) reader.createParser(encoded);
    }

    Object next(ObjectReader reader, byte[] value) throws IOException {
      left--;
      encoded.refill(value);
      return reader.readValue(values);
    }

    /** Not if bytes are left of this value, which the next one would begin with. */
    boolean canGoOn() throws IOException {
      return left > 0
          && encoded.available() == 0
          && values.releaseBuffered(OutputStream.nullOutputStream()) <= 0;
    }
  }

  /** One array of bytes after the other. */
  private static final class Refilled extends ByteArrayInputStream {
    Refilled() {
      super(new byte[0]);
    }

    void refill(byte[] more) {
      buf = more;
      pos = 0;
      count = more.length;
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
    Sequence mine = spareSequence.getAndSet(null);
    try {
      mine = mine == null ? new Sequence(writer) : mine;
      byte[] encoded = mine.next(value);
      if (encoded.length <= KEPT_BYTES) {
        spareSequence.set(mine);
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
    Parser mine = spareParser.getAndSet(null);
    try {
      mine = mine == null ? new Parser(reader) : mine;
      value = mine.next(reader, bytes);
      if (bytes.length <= KEPT_BYTES && mine.canGoOn()) {
        spareParser.set(mine);
      }
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
