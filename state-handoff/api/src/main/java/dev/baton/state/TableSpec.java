package dev.baton.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a table is: its name, the types of its keys and values, the schema number of the values and
 * how to get from and to other schemas. Immutable; each method returns a changed copy.
 *
 * <p>The newer version of a bundle carries the migrations in both directions, since only it knows
 * both shapes. A step that names no second schema leads to or from the table's own; longer chains
 * name both ends and are composed:
 *
 * <pre>{@code
 * TableSpec.of("counts", String.class, Count3.class).schema(3)
 *     .upgradeFrom(2, Count2.class, (key, c) -> new Count3(...))
 *     .upgradeFrom(1, Long.class, 2, Count2.class, (key, n) -> new Count2(...))
 *     .downgradeTo(2, Count2.class, (key, c) -> new Count2(...))
 * }</pre>
 */
public final class TableSpec<K, V> {
  private final String name;
  private final Class<K> keyType;
  private final Class<V> valueType;
  private final int schema;
  private final List<Step> steps;
  private final Function<Object, Object> shardBy;
  private final Durability durability;
  private final StateCodec codec;

  /**
   * One migration step.
   *
   * @param from the schema it reads; may be {@link #OWN}
   * @param fromType the type of values of that schema
   * @param to the schema it writes; may be {@link #OWN}
   * @param toType the type of values of that schema
   * @param migration pure: no side effects, the same result for the same key and value
   */
  public record Step(
      int from,
      Class<?> fromType,
      int to,
      Class<?> toType,
      BiFunction<Object, Object, Object> migration) {
    /** Stands for the table's own schema, whatever its number. */
    public static final int OWN = 0;
  }

  private TableSpec(
      String name,
      Class<K> keyType,
      Class<V> valueType,
      int schema,
      List<Step> steps,
      Function<Object, Object> shardBy,
      Durability durability,
      StateCodec codec) {
    this.name = name;
    this.keyType = keyType;
    this.valueType = valueType;
    this.schema = schema;
    this.steps = steps;
    this.shardBy = shardBy;
    this.durability = durability;
    this.codec = codec;
  }

  /**
   * A table of schema 1 without migrations, {@link Durability#REPLICATED}, encoded as CBOR.
   *
   * @param name letters, digits, {@code _}, {@code -} and {@code .}; 64 characters at most
   * @throws IllegalArgumentException if the name is not of that form
   */
  public static <K, V> TableSpec<K, V> of(String name, Class<K> keyType, Class<V> valueType) {
    if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw new IllegalArgumentException(
          "Table name '" + name + "': letters, digits, '_', '-' and '.' only, 1 to 64 of them");
    }
    return new TableSpec<>(
        name,
        Objects.requireNonNull(keyType, "keyType"),
        Objects.requireNonNull(valueType, "valueType"),
        1,
        List.of(),
        null,
        Durability.REPLICATED,
        null);
  }

  /** The number of the values' shape; raise it with every change but an added optional field. */
  public TableSpec<K, V> schema(int number) {
    if (number < 1) {
      throw new IllegalArgumentException(
          "Schema of table '" + name + "' is " + number + "; from 1");
    }
    return with(number, steps, shardBy, durability, codec);
  }

  /** How a value of schema {@code from} becomes one of this table. */
  public <F> TableSpec<K, V> upgradeFrom(
      int from, Class<F> type, BiFunction<? super K, ? super F, ? extends V> migration) {
    return step(new Step(from, type, Step.OWN, valueType, untyped(migration)));
  }

  /** How a value of schema {@code from} becomes one of the later schema {@code to}. */
  public <F, T> TableSpec<K, V> upgradeFrom(
      int from,
      Class<F> type,
      int to,
      Class<T> toType,
      BiFunction<? super K, ? super F, ? extends T> migration) {
    return step(new Step(from, type, to, toType, untyped(migration)));
  }

  /** How a value of this table becomes one of schema {@code to}: what makes a rollback possible. */
  public <T> TableSpec<K, V> downgradeTo(
      int to, Class<T> type, BiFunction<? super K, ? super V, ? extends T> migration) {
    return step(new Step(Step.OWN, valueType, to, type, untyped(migration)));
  }

  /** How a value of schema {@code from} becomes one of the earlier schema {@code to}. */
  public <F, T> TableSpec<K, V> downgradeTo(
      int to,
      Class<T> type,
      int from,
      Class<F> fromType,
      BiFunction<? super K, ? super F, ? extends T> migration) {
    return step(new Step(from, fromType, to, type, untyped(migration)));
  }

  /** Says what of a key decides its shard; needed for keys that are no {@link ShardKey} type. */
  public TableSpec<K, V> shardBy(Function<? super K, ?> part) {
    @SuppressWarnings("unchecked")
    Function<Object, Object> untyped = (Function<Object, Object>) (Function<?, ?>) part;
    return with(schema, steps, untyped, durability, codec);
  }

  /** When a reply that depends on this table may leave. */
  public TableSpec<K, V> durability(Durability when) {
    return with(schema, steps, shardBy, Objects.requireNonNull(when), codec);
  }

  /** Encodes this table's values, of every schema, in another way than CBOR. */
  public TableSpec<K, V> codec(StateCodec replacement) {
    return with(schema, steps, shardBy, durability, Objects.requireNonNull(replacement));
  }

  public String name() {
    return name;
  }

  public Class<K> keyType() {
    return keyType;
  }

  public Class<V> valueType() {
    return valueType;
  }

  /** The table's own schema number, from 1. */
  public int schema() {
    return schema;
  }

  /** The registered steps, {@link Step#OWN} replaced by the table's own schema. */
  public List<Step> steps() {
    return steps.stream()
        .map(
            s ->
                new Step(
                    s.from == Step.OWN ? schema : s.from,
                    s.fromType,
                    s.to == Step.OWN ? schema : s.to,
                    s.toType,
                    s.migration))
        .toList();
  }

  /** What of a key decides its shard, or null for the key itself. */
  public Function<Object, Object> shardBy() {
    return shardBy;
  }

  public Durability durability() {
    return durability;
  }

  /** The codec in place of CBOR, or null. */
  public StateCodec codec() {
    return codec;
  }

  private TableSpec<K, V> step(Step step) {
    if (step.from < 0 || step.to < 0 || step.from == step.to) {
      throw new IllegalArgumentException(
          "Migration of table '" + name + "' from schema " + step.from + " to " + step.to);
    }
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return with(schema, List.copyOf(longer), shardBy, durability, codec);
  }

  private TableSpec<K, V> with(
      int schema,
      List<Step> steps,
      Function<Object, Object> shardBy,
      Durability durability,
      StateCodec codec) {
    return new TableSpec<>(name, keyType, valueType, schema, steps, shardBy, durability, codec);
  }

  @SuppressWarnings("unchecked")
  private static BiFunction<Object, Object, Object> untyped(BiFunction<?, ?, ?> migration) {
    return (BiFunction<Object, Object, Object>) migration;
  }

  @Override
  public String toString() {
    return "table '" + name + "' of schema " + schema;
  }
}
