package dev.baton.container.gate.proxy;

import dev.baton.state.AllShards.Merge;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One result out of the shards' results: numbers are merged as declared, lists, sets and maps are
 * joined, stages become one that completes when all have. Used by generated classes, boxed; for one
 * thread.
 */
public final class Merged {
  private static final Set<Type> NUMBERS =
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
  private static final Set<Type> COLLECTIONS = Set.of(List.class, Set.class, Map.class);
  private static final Set<Type> STAGES = Set.of(CompletionStage.class, CompletableFuture.class);

  private final Merge how;
  private final List<CompletableFuture<?>> later = new ArrayList<>();

  /** Nothing so far, or what is merged so far: collections are this object's own. */
  private Object all;

  private Merged(Merge how) {
    this.how = how;
  }

  /**
   * Nothing so far.
   *
   * @param how the name of a {@link Merge}
   */
  public static Merged by(String how) {
    return new Merged(Merge.valueOf(how));
  }

  /** Whether results of this type can be merged. */
  static boolean supports(Type declared) {
    Type type = declared instanceof ParameterizedType of ? of.getRawType() : declared;
    return type == void.class
        || NUMBERS.contains(type)
        || COLLECTIONS.contains(type)
        || (STAGES.contains(type)
            && declared instanceof ParameterizedType of
            && supportsLater(of.getActualTypeArguments()[0]));
  }

  private static boolean supportsLater(Type given) {
    Type type = given instanceof ParameterizedType of ? of.getRawType() : given;
    return type == Void.class || (!STAGES.contains(type) && supports(given));
  }

  /** What they are, for messages. */
  static String supported() {
    return "void, numbers, List, Set, Map, and CompletionStage or CompletableFuture of these";
  }

  /**
   * Takes in what a shard returned; null is nothing.
   *
   * @throws IllegalStateException if a map has a key that another shard's has as well, and their
   *     values cannot be merged
   */
  public void add(Object result) {
    if (result instanceof CompletionStage<?> stage) {
      later.add(stage.toCompletableFuture());
    } else if (result != null) {
      all = all == null ? own(result) : both(all, result);
    }
  }

  /** All of it; null if no shard returned anything. */
  public Object all() {
    if (later.isEmpty()) {
      return all;
    }
    return CompletableFuture.allOf(later.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> {
              Merged given = new Merged(how);
              later.forEach(each -> given.add(each.join()));
              return given.all();
            });
  }

  private static Object own(Object value) {
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    if (value instanceof Set<?> set) {
      return new LinkedHashSet<>(set);
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> own = new LinkedHashMap<>();
      map.forEach((key, each) -> own.put(key, own(each)));
      return own;
    }
    return value;
  }

  /** The first is this object's own. */
  @SuppressWarnings("unchecked")
  private Object both(Object own, Object other) {
    if (NUMBERS.contains(own.getClass()) && own.getClass() == other.getClass()) {
      return number((Number) own, (Number) other);
    }
    if (own instanceof List<?> && other instanceof List<?> more) {
      ((List<Object>) own).addAll(more);
      return own;
    }
    if (own instanceof Set<?> && other instanceof Set<?> more) {
      ((Set<Object>) own).addAll(more);
      return own;
    }
    if (own instanceof Map<?, ?> && other instanceof Map<?, ?> more) {
      more.forEach((key, value) -> put((Map<Object, Object>) own, key, value));
      return own;
    }
    if (own.equals(other)) {
      return own;
    }
    throw new IllegalStateException(
        "One shard returned a "
            + own.getClass().getName()
            + " and another one a "
            + other.getClass().getName()
            + ", which cannot be merged");
  }

  private void put(Map<Object, Object> all, Object key, Object value) {
    Object known = all.get(key);
    if (known == null || value == null) {
      all.put(key, known == null ? own(value) : known);
      return;
    }
    try {
      all.put(key, both(known, value));
    } catch (IllegalStateException unlike) {
      throw new IllegalStateException(
          "Several shards returned a value for the key '" + key + "': " + unlike.getMessage(),
          unlike);
    }
  }

  @SuppressWarnings("unchecked")
  private Number number(Number first, Number second) {
    return switch (how) {
      case SUM -> sum(first, second);
      case MIN -> ((Comparable<Number>) first).compareTo(second) <= 0 ? first : second;
      case MAX -> ((Comparable<Number>) first).compareTo(second) >= 0 ? first : second;
    };
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
