package dev.baton.state.table;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One write to a key, run by {@code ConcurrentHashMap.compute}: decides by what is there, and notes
 * it in the journal, which may refuse it; then nothing has changed.
 */
final class Write<V> implements BiFunction<Object, Cell, Cell> {
  /** The decision to leave the key as it is. */
  static final Object UNCHANGED = new Object();

  private final StateTable<?, V> of;
  private final ShardTables tables;
  private final Table table;
  private final Object key;
  private final Function<Object, Object> decision;
  private Object old;
  private Object next;

  Write(
      StateTable<?, V> of,
      ShardTables tables,
      Table table,
      Object key,
      Function<Object, Object> decision) {
    this.of = of;
    this.tables = tables;
    this.table = table;
    this.key = key;
    this.decision = decision;
  }

  @Override
  public Cell apply(Object kept, Cell found) {
    if (found == null) {
      of.requireOwn(tables, key);
    }
    old = found == null ? null : found.value();
    next = decision.apply(old);
    if (next == UNCHANGED) {
      return found;
    }
    Cell cell = found == null ? new Cell(kept) : found;
    if (next != null) {
      table.shape().requireValue(next);
    }
    tables.journal().write(table, cell, next);
    return next == null ? null : cell;
  }

  /** What was there before. */
  @SuppressWarnings("unchecked")
  V old() {
    return (V) old;
  }

  /** Whether something was written or removed. */
  boolean changed() {
    return next != UNCHANGED;
  }

  /** What is there now. */
  @SuppressWarnings("unchecked")
  V present() {
    return (V) (changed() ? next : old);
  }
}
