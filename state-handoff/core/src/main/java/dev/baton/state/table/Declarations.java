package dev.baton.state.table;

import dev.baton.state.ServiceState;
import dev.baton.state.Shards;
import dev.baton.state.StateMap;
import dev.baton.state.StateUnavailableException;
import dev.baton.state.TableSpec;
import dev.baton.state.TableSpec.Step;
import dev.baton.state.codec.Codecs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What the bundle's author holds as {@link ServiceState}: takes declarations and calls. */
final class Declarations implements ServiceState {
  private final VersionState version;
  private final CallScope scope;
  private final ShardCaller caller;
  private final Codecs codecs = new Codecs();
  private final Map<String, StateTable<?, ?>> tables = new LinkedHashMap<>();
  private final Set<String> dropped = new TreeSet<>();
  private boolean closed;

  Declarations(VersionState version, CallScope scope, ShardCaller caller) {
    this.version = version;
    this.scope = scope;
    this.caller = caller;
  }

  @Override
  @SuppressWarnings("unchecked")
  public synchronized <K, V> StateMap<K, V> map(TableSpec<K, V> spec) {
    StateTable<?, ?> declared = tables.get(spec.name());
    if (declared != null) {
      requireSame(declared.shape().spec(), spec);
      return (StateMap<K, V>) declared;
    }
    requireOpen(spec.name());
    if (dropped.contains(spec.name())) {
      throw new IllegalArgumentException(
          "Table '" + spec.name() + "' of " + version + " is declared as dropped");
    }
    TableShape shape = new TableShape(spec, tables.size(), version.toString(), codecs);
    StateTable<K, V> table = new StateTable<>(version, shape, scope);
    tables.put(spec.name(), table);
    return table;
  }

  @Override
  public synchronized void dropped(String table) {
    if (dropped.contains(table)) {
      return;
    }
    requireOpen(table);
    if (tables.containsKey(table)) {
      throw new IllegalArgumentException(
          "Table '" + table + "' of " + version + " is declared and cannot be dropped as well");
    }
    dropped.add(table);
  }

  @Override
  public <R> R call(Object key, Supplier<R> body) {
    return caller.call(Shards.of(key, version.shards()), body);
  }

  @Override
  public <R> R atomically(Object key, Supplier<R> body) {
    return call(key, () -> scope.current().atomically(body));
  }

  @Override
  public boolean owns(Object key) {
    ShardTables tables = scope.current();
    if (tables == null || tables.version() != version) {
      throw new StateUnavailableException(
          "owns(..) of " + version + " is asked in calls that come through the gate to it only");
    }
    return Shards.of(key, version.shards()) == tables.shard();
  }

  synchronized void close() {
    closed = true;
  }

  synchronized List<TableShape> shapes() {
    return tables.values().stream().<TableShape>map(StateTable::shape).toList();
  }

  synchronized Set<String> dropped() {
    return Set.copyOf(dropped);
  }

  private void requireOpen(String table) {
    if (closed) {
      throw new IllegalStateException(
          "Table '"
              + table
              + "' of "
              + version
              + " is declared too late: tables are declared while"
              + " the bundle starts; it has "
              + tables.keySet());
    }
  }

  private void requireSame(TableSpec<?, ?> declared, TableSpec<?, ?> spec) {
    boolean same =
        declared.keyType() == spec.keyType()
            && declared.valueType() == spec.valueType()
            && declared.schema() == spec.schema()
            && declared.durability() == spec.durability()
            && declared.codec() == spec.codec()
            && (declared.shardBy() == null) == (spec.shardBy() == null)
            && ends(declared).equals(ends(spec));
    if (!same) {
      throw new IllegalArgumentException(
          "Table '"
              + spec.name()
              + "' of "
              + version
              + " was declared differently before: "
              + text(declared)
              + ", now "
              + text(spec));
    }
  }

  private static List<String> ends(TableSpec<?, ?> spec) {
    return spec.steps().stream().map(Declarations::ends).toList();
  }

  private static String ends(Step step) {
    return step.from() + "→" + step.to();
  }

  private static String text(TableSpec<?, ?> spec) {
    return spec.keyType().getName()
        + " → "
        + spec.valueType().getName()
        + ", schema "
        + spec.schema()
        + ", migrations "
        + ends(spec)
        + ", "
        + spec.durability();
  }
}
