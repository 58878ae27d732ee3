package dev.baton.state.table;

import dev.baton.state.StateMap;
import dev.baton.state.StateUnavailableException;
import dev.baton.state.WrongShardException;
import dev.baton.state.migration.Types;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A table as its author sees it: finds the entries of the running call's shard. */
final class StateTable<K, V> extends AbstractMap<K, V> implements StateMap<K, V> {
  private final VersionState version;
  private final TableShape shape;
  private final CallScope scope;

  StateTable(VersionState version, TableShape shape, CallScope scope) {
    this.version = version;
    this.shape = shape;
    this.scope = scope;
  }

  TableShape shape() {
    return shape;
  }

  /** The shard of the running call. */
  ShardTables current() {
    ShardTables tables = scope.current();
    if (tables == null || tables.version() != version) {
      throw new StateUnavailableException(
          "The "
              + shape.label()
              + " is read and written in calls that come through the gate to"
              + " this version only; other work enters it by state.call(key, ..)");
    }
    String unavailable = tables.journal().unavailable();
    if (unavailable != null) {
      throw new StateUnavailableException(unavailable);
    }
    return tables;
  }

  @Override
  public V get(Object key) {
    ShardTables tables = current();
    Cell cell = tables.table(shape.index()).cells.get(shape.keys().kept(key));
    if (cell != null) {
      return typed(cell.value());
    }
    requireOwn(tables, key);
    return null;
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public V put(K key, V value) {
    shape.requireValue(value);
    return write(key, old -> value).old();
  }

  @Override
  public V putIfAbsent(K key, V value) {
    shape.requireValue(value);
    return write(key, old -> old == null ? value : Write.UNCHANGED).old();
  }

  @Override
  public V remove(Object key) {
    return write(key, old -> old == null ? Write.UNCHANGED : null).old();
  }

  @Override
  public boolean remove(Object key, Object value) {
    return write(key, old -> old != null && old.equals(value) ? null : Write.UNCHANGED).changed();
  }

  @Override
  public V replace(K key, V value) {
    shape.requireValue(value);
    return write(key, old -> old == null ? Write.UNCHANGED : value).old();
  }

  @Override
  public boolean replace(K key, V expected, V value) {
    Objects.requireNonNull(expected);
    shape.requireValue(value);
    return write(key, old -> expected.equals(old) ? value : Write.UNCHANGED).changed();
  }

  @Override
  public V compute(K key, BiFunction<? super K, ? super V, ? extends V> next) {
    Objects.requireNonNull(next);
    return write(key, old -> removed(old, next.apply(key, typed(old)))).present();
  }

  @Override
  public V computeIfAbsent(K key, Function<? super K, ? extends V> first) {
    Objects.requireNonNull(first);
    V found = get(key);
    return found != null
        ? found
        : write(key, old -> old != null ? Write.UNCHANGED : removed(null, first.apply(key)))
            .present();
  }

  @Override
  public V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> next) {
    Objects.requireNonNull(next);
    return write(key, old -> old == null ? Write.UNCHANGED : next.apply(key, typed(old))).present();
  }

  @Override
  public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> next) {
    Objects.requireNonNull(next);
    shape.requireValue(value);
    return write(key, old -> old == null ? value : next.apply(typed(old), value)).present();
  }

  /** What was not there and shall not be there is left as it is. */
  private static Object removed(Object old, Object next) {
    return old == null && next == null ? Write.UNCHANGED : next;
  }

  @Override
  public void clear() {
    keySet().forEach(this::remove);
  }

  @Override
  public int size() {
    return current().table(shape.index()).cells.size();
  }

  @Override
  public boolean isEmpty() {
    return current().table(shape.index()).cells.isEmpty();
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new TableViews.Entries<>(this);
  }

  @Override
  public Set<K> keySet() {
    return new TableViews.Keys<>(this);
  }

  @Override
  public Collection<V> values() {
    return new TableViews.Values<>(this);
  }

  private Write<V> write(Object key, Function<Object, Object> decision) {
    ShardTables tables = current();
    Table table = tables.table(shape.index());
    shape.requireKey(key);
    Write<V> write = new Write<>(this, tables, table, key, decision);
    table.cells.compute(shape.keys().kept(key), write);
    return write;
  }

  /** Refuses a key of another shard; what is no key at all is simply not there. */
  void requireOwn(ShardTables tables, Object key) {
    Objects.requireNonNull(key);
    if (!shape.isKey(key)) {
      return;
    }
    int shard = shape.shardOf(key, version.shards());
    if (shard != tables.shard()) {
      throw new WrongShardException(
          "Key '"
              + Types.text(key)
              + "' of the "
              + shape.label()
              + " belongs to shard "
              + shard
              + ", this call to shard "
              + tables.shard()
              + ": a call touches keys of its own shard only");
    }
  }

  @SuppressWarnings("unchecked")
  private V typed(Object value) {
    return (V) value;
  }
}
