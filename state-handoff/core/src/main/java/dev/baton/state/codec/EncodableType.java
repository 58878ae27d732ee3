package dev.baton.state.codec;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Finds out, before a value exists, what of a type cannot be encoded by its declared type. */
final class EncodableType {
  private static final Set<Class<?>> NUMBERS =
      Set.of(Byte.class, Short.class, Integer.class, Long.class, BigInteger.class);
  private static final Set<Class<?>> SCALARS =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Float.class,
          Double.class,
          BigDecimal.class,
          UUID.class,
          URI.class,
          Locale.class,
          Currency.class,
          Instant.class,
          Duration.class,
          Period.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          OffsetTime.class,
          ZonedDateTime.class,
          Year.class,
          YearMonth.class,
          MonthDay.class,
          ZoneId.class,
          ZoneOffset.class);

  private final TypeFactory types;
  private final Set<JavaType> seen = new HashSet<>();
  private final String remedy;

  /**
   * @param remedy what an author can do about it, the end of the message
   */
  EncodableType(TypeFactory types, String remedy) {
    this.types = types;
    this.remedy = remedy;
  }

  /**
   * Checks a type and all it is made of.
   *
   * @throws IllegalArgumentException naming the part that cannot be encoded
   */
  void check(JavaType type) {
    check(type, type.getRawClass().getSimpleName());
  }

  private void check(JavaType type, String path) {
    Class<?> raw = type.getRawClass();
    if (raw.isPrimitive() || SCALARS.contains(raw) || NUMBERS.contains(raw) || raw.isEnum()) {
      return;
    }
    if (!seen.add(type)) {
      return;
    }
    if (raw.isArray()) {
      check(type.getContentType(), path + "[]");
    } else if (raw.isRecord()) {
      for (RecordComponent component : raw.getRecordComponents()) {
        check(
            types.resolveMemberType(component.getGenericType(), type.getBindings()),
            path + "." + component.getName());
      }
    } else if (isPlain(raw, Collection.class)) {
      check(type.getContentType(), path + "<>");
    } else if (isPlain(raw, Map.class)) {
      checkMapKey(type.getKeyType().getRawClass(), path);
      check(type.getContentType(), path + "<>");
    } else {
      throw new IllegalArgumentException(
          "Cannot encode "
              + path
              + " by its declared type "
              + raw.getName()
              + ": "
              + why(raw)
              + ". "
              + remedy);
    }
  }

  private static void checkMapKey(Class<?> key, String path) {
    if (key != String.class && key != UUID.class && !NUMBERS.contains(key) && !key.isEnum()) {
      throw new IllegalArgumentException(
          "Cannot encode "
              + path
              + ": the keys of a map inside a value are String, integers, UUID"
              + " or enum, not "
              + key.getName());
    }
  }

  private static boolean isPlain(Class<?> raw, Class<?> kind) {
    return kind.isAssignableFrom(raw) && raw.getName().startsWith("java.util.");
  }

  private static String why(Class<?> raw) {
    if (raw == Object.class) {
      return "it says nothing of what it holds";
    }
    if (raw.isInterface() || java.lang.reflect.Modifier.isAbstract(raw.getModifiers())) {
      return "bytes never name a class, so nobody could tell which one to make of them";
    }
    return "it is no record and no value type of the JDK known here ("
        + List.of("numbers", "text", "java.time", "UUID", "enums", "collections")
        + ")";
  }
}
