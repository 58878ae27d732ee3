package dev.baton.container.gate.proxy;

import dev.baton.state.AllShards.Merge;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;

/** One number out of the shards' numbers; called by generated classes, boxed. */
public final class Merged {
  private static final Set<Class<?>> NUMBERS =
      Set.of(
          byte.class,
          Byte.class,
          short.class,
          Short.class,
          int.class,
          Integer.class,
          long.class,
          Long.class,
          float.class,
          Float.class,
          double.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class);

  private Merged() {}

  static boolean supports(Class<?> type) {
    return type == void.class || NUMBERS.contains(type);
  }

  /**
   * Both numbers as one.
   *
   * @param how the name of a {@link Merge}
   */
  public static Object of(Object first, Object second, String how) {
    return switch (Merge.valueOf(how)) {
      case SUM -> sum((Number) first, (Number) second);
      case MIN -> compare(first, second) <= 0 ? first : second;
      case MAX -> compare(first, second) >= 0 ? first : second;
    };
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object first, Object second) {
    return ((Comparable<Object>) first).compareTo(second);
  }

  private static Number sum(Number first, Number second) {
    if (first instanceof Long) {
      return first.longValue() + second.longValue();
    }
    if (first instanceof Integer) {
      return first.intValue() + second.intValue();
    }
    if (first instanceof Double) {
      return first.doubleValue() + second.doubleValue();
    }
    if (first instanceof Float) {
      return first.floatValue() + second.floatValue();
    }
    if (first instanceof BigInteger whole) {
      return whole.add((BigInteger) second);
    }
    if (first instanceof BigDecimal decimal) {
      return decimal.add((BigDecimal) second);
    }
    if (first instanceof Short) {
      return (short) (first.shortValue() + second.shortValue());
    }
    return (byte) (first.byteValue() + second.byteValue());
  }
}
