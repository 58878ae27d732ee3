package dev.baton.state.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.baton.state.Shards;
import dev.baton.state.StateCodec;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.UUID;

/**
 * The codecs of one version of a service bundle.
 *
 * <p>Records are written by their components in declared order, with no type but the declared one;
 * what a reader does not know is ignored and what is not there is null or zero, so an optional
 * component can be added without a new schema. Text that is no valid Unicode loses its lone
 * surrogates.
 */
public final class Codecs {
  private static final int TYPES_REMEMBERED = 200;

  private final TypeFactory types =
      TypeFactory.defaultInstance().withCache(new LRUMap<>(TYPES_REMEMBERED / 4, TYPES_REMEMBERED));
  private final ObjectMapper cbor;
  private final ObjectMapper json;

  /** Codecs that remember nothing yet. */
  public Codecs() {
    CBORFactory binary =
        CBORFactory.builder()
            .enable(CBORGenerator.Feature.LENIENT_UTF_ENCODING)
            .streamReadConstraints(asLargeAsWritten())
            .build();
    cbor = configured(CBORMapper.builder(binary)).addModule(new CompactTimes()).build();
    json =
        configured(
                JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(asLargeAsWritten()).build()))
            .build();
    cbor.setTypeFactory(types);
    json.setTypeFactory(types);
  }

  /**
   * The codec of values of a type.
   *
   * @throws IllegalArgumentException if the type holds something that cannot be encoded by its
   *     declared type; the message names it and what to do
   */
  public ValueCodec values(Class<?> type) {
    JavaType known = types.constructType(type);
    new EncodableType(types, "Use records and JDK value types, or give the table a StateCodec")
        .check(known);
    return new CborValues(known, cbor, json);
  }

  /**
   * The codec of what a method takes or gives, by the type that it declares: a direct form for
   * texts, integers, UUIDs, bytes and enums, as keys have it; CBOR for others, and for what only a
   * type variable stands for, since that may be another type in another version.
   *
   * @param declared the type of a parameter or result
   * @param declaring the interface whose method it is
   * @param seen the interface that callers use, which says what the type variables of {@code
   *     declaring} stand for; often the same
   * @throws IllegalArgumentException as {@link #values(Class)}
   */
  public ValueCodec declared(Type declared, Class<?> declaring, Class<?> seen) {
    KeyCodec direct =
        declared instanceof Class<?> type
            ? direct(MethodType.methodType(type).wrap().returnType())
            : null;
    if (direct != null) {
      return new DirectValues(direct);
    }
    JavaType whose = types.constructType(seen).findSuperType(declaring);
    JavaType known = types.resolveMemberType(declared, whose.getBindings());
    new EncodableType(types, "Use records and JDK value types").check(known);
    return new CborValues(known, cbor, json);
  }

  /** A codec that the bundle brings, for values of a type. */
  public ValueCodec values(Class<?> type, StateCodec codec) {
    return new OwnValues(type, codec, json);
  }

  /**
   * The codec of keys of a type: a direct form for what has a shard by itself, CBOR for others.
   *
   * @throws IllegalArgumentException if the type cannot be encoded
   */
  public KeyCodec keys(Class<?> type) {
    KeyCodec direct = direct(type);
    return direct != null ? direct : new ValueKeys(values(type), type, json);
  }

  /** Null for a type that has no direct form. */
  private static KeyCodec direct(Class<?> type) {
    if (type == String.class) {
      return new TextKeys();
    }
    if (type == byte[].class) {
      return new ByteKeys();
    }
    if (type == UUID.class) {
      return new IdKeys();
    }
    if (type.isEnum()) {
      return new EnumKeys(type);
    }
    return Shards.supports(type) && !Enum.class.isAssignableFrom(type)
        ? new IntegerKeys(type)
        : null;
  }

  private static StreamReadConstraints asLargeAsWritten() {
    return StreamReadConstraints.builder()
        .maxStringLength(Integer.MAX_VALUE)
        .maxNumberLength(Integer.MAX_VALUE)
        .maxNameLength(Integer.MAX_VALUE)
        .build();
  }

  private static <
          M extends ObjectMapper, B extends com.fasterxml.jackson.databind.cfg.MapperBuilder<M, B>>
      B configured(B mapper) {
    return mapper
        .addModule(new JavaTimeModule())
        .disable(MapperFeature.USE_ANNOTATIONS)
        .visibility(PropertyAccessor.GETTER, Visibility.NONE)
        .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
        .visibility(PropertyAccessor.SETTER, Visibility.NONE)
        .visibility(PropertyAccessor.FIELD, Visibility.ANY)
        .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
  }
}
