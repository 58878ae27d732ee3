package dev.baton.state.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Instants and durations as an array of seconds and nanoseconds: exact, and several times quicker
 * than the decimal number that Jackson writes by itself.
 */
final class CompactTimes extends SimpleModule {
  private static final long serialVersionUID = 1L;

  CompactTimes() {
    super("baton-compact-times");
    addSerializer(
        Instant.class,
        new StdSerializer<>(Instant.class) {
          private static final long serialVersionUID = 1L;

          @Override
          public void serialize(Instant value, JsonGenerator to, SerializerProvider context)
              throws IOException {
            write(value.getEpochSecond(), value.getNano(), to);
          }
        });
    addSerializer(
        Duration.class,
        new StdSerializer<>(Duration.class) {
          private static final long serialVersionUID = 1L;

          @Override
          public void serialize(Duration value, JsonGenerator to, SerializerProvider context)
              throws IOException {
            write(value.getSeconds(), value.getNano(), to);
          }
        });
    addDeserializer(Instant.class, new Pair<>(Instant.class, Instant::ofEpochSecond));
    addDeserializer(Duration.class, new Pair<>(Duration.class, Duration::ofSeconds));
  }

  private static void write(long seconds, int nanos, JsonGenerator to) throws IOException {
    to.writeStartArray(null, 2);
    to.writeNumber(seconds);
    to.writeNumber(nanos);
    to.writeEndArray();
  }

  /** Makes a time of seconds and nanoseconds. */
  private interface Maker<T> {
    T of(long seconds, long nanos);
  }

  private static final class Pair<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Maker<T> maker;

    Pair(Class<T> type, Maker<T> maker) {
      super(type);
      this.maker = maker;
    }

    @Override
    public T deserialize(JsonParser from, DeserializationContext context) throws IOException {
      long seconds = next(from);
      long nanos = next(from);
      if (from.nextToken() != JsonToken.END_ARRAY) {
        context.reportInputMismatch(this, "More than seconds and nanoseconds");
      }
      return maker.of(seconds, nanos);
    }

    private static long next(JsonParser from) throws IOException {
      from.nextToken();
      return from.getLongValue();
    }
  }
}
