package dev.baton.state.migration;

import dev.baton.state.TableSpec;
import dev.baton.state.TableSpec.Step;
import dev.baton.state.codec.Codecs;
import dev.baton.state.codec.ValueCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Every schema of a table that one version of a bundle knows, and the shortest ways between. */
public final class TableSchemas {
  private record Way(int from, int to) {}

  private final String table;
  private final int own;
  private final List<Step> steps;
  private final Map<Integer, ValueCodec> codecs = new HashMap<>();
  private final Map<Way, Optional<MigrationPath>> paths = new ConcurrentHashMap<>();

  /**
   * Learns the schemas of a table.
   *
   * @param table the table, its service and version, for messages
   * @throws IllegalArgumentException if a type cannot be encoded or two steps do not fit together
   */
  public TableSchemas(String table, TableSpec<?, ?> spec, Codecs codecs) {
    this.table = table;
    this.own = spec.schema();
    this.steps = spec.steps();
    Map<Integer, Class<?>> types = new HashMap<>();
    types.put(own, spec.valueType());
    for (Step step : steps) {
      fit(types, step.from(), step.fromType(), step);
      fit(types, step.to(), step.toType(), step);
    }
    types.forEach(
        (schema, type) ->
            this.codecs.put(
                schema,
                spec.codec() == null
                    ? codecs.values(Types.boxed(type))
                    : codecs.values(Types.boxed(type), spec.codec())));
  }

  /** Whether values of the schema can be read. */
  public boolean reads(int schema) {
    return path(schema, own).isPresent();
  }

  /** Whether values can be written in the schema. */
  public boolean writes(int schema) {
    return path(own, schema).isPresent();
  }

  /** Whether bytes of one schema can become bytes of another. */
  public boolean converts(int from, int to) {
    return path(from, to).isPresent();
  }

  /**
   * The value, in the table's own schema, of bytes of any that it {@linkplain #reads reads}.
   *
   * @throws MigrationFailedException if a step fails for it
   */
  public Object decode(Object key, byte[] bytes, int schema) {
    return existing(schema, own).apply(key, codecs.get(schema).decode(bytes));
  }

  /** The bytes of a value of the table's own schema in any that it {@linkplain #writes writes}. */
  public byte[] encode(Object key, Object value, int schema) {
    return codecs.get(schema).encode(existing(own, schema).apply(key, value));
  }

  /** Bytes of one schema as bytes of another. */
  public byte[] convert(Object key, byte[] bytes, int from, int to) {
    Object value = existing(from, to).apply(key, codecs.get(from).decode(bytes));
    return codecs.get(to).encode(value);
  }

  /** The codec of the table's own schema. */
  public ValueCodec own() {
    return codecs.get(own);
  }

  /** The steps that are there, as {@code 1→2, 2→1}, or {@code none}. */
  public String registered() {
    return steps.isEmpty()
        ? "none"
        : steps.stream().map(s -> s.from() + "→" + s.to()).collect(Collectors.joining(", "));
  }

  private MigrationPath existing(int from, int to) {
    return path(from, to)
        .orElseThrow(
            () ->
                new UnreadableStateException(
                    "No migration for "
                        + table
                        + " from schema "
                        + from
                        + " to "
                        + to
                        + "; registered: "
                        + registered()));
  }

  private Optional<MigrationPath> path(int from, int to) {
    return paths.computeIfAbsent(new Way(from, to), this::shortest);
  }

  /** Breadth first, so the first way found has the fewest steps. */
  private Optional<MigrationPath> shortest(Way way) {
    if (way.from == way.to) {
      return codecs.containsKey(way.from)
          ? Optional.of(new MigrationPath(table, List.of()))
          : Optional.empty();
    }
    Deque<List<Step>> open = new ArrayDeque<>();
    open.add(List.of());
    Set<Integer> visited = new HashSet<>(Set.of(way.from));
    while (!open.isEmpty()) {
      List<Step> soFar = open.poll();
      int at = soFar.isEmpty() ? way.from : soFar.get(soFar.size() - 1).to();
      if (at == way.to) {
        return Optional.of(new MigrationPath(table, soFar));
      }
      for (Step step : steps) {
        if (step.from() == at && visited.add(step.to())) {
          List<Step> longer = new ArrayList<>(soFar);
          longer.add(step);
          open.add(List.copyOf(longer));
        }
      }
    }
    return Optional.empty();
  }

  private void fit(Map<Integer, Class<?>> types, int schema, Class<?> type, Step step) {
    Class<?> known = types.putIfAbsent(schema, type);
    if (known != null && known != type) {
      throw new IllegalArgumentException(
          "Migration "
              + step.from()
              + "→"
              + step.to()
              + " of "
              + table
              + " takes schema "
              + schema
              + " for "
              + type.getName()
              + ", which is "
              + known.getName()
              + " elsewhere");
    }
  }
}
