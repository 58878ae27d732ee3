package dev.baton.state.table;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/** Keys, values and entries of the running call's shard; removing and setting writes through. */
final class TableViews {
  private TableViews() {}

  /** The keys. */
  static final class Keys<K, V> extends AbstractSet<K> {
    private final StateTable<K, V> of;

    Keys(StateTable<K, V> of) {
      this.of = of;
    }

    @Override
    public Iterator<K> iterator() {
      Cursor<K, V> cursor = new Cursor<>(of);
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return cursor.hasNext();
        }

        @Override
        public K next() {
          return cursor.next().getKey();
        }

        @Override
        public void remove() {
          cursor.remove();
        }
      };
    }

    @Override
    public int size() {
      return of.size();
    }

    @Override
    public boolean contains(Object key) {
      return of.containsKey(key);
    }

    @Override
    public boolean remove(Object key) {
      return of.remove(key) != null;
    }

    @Override
    public void clear() {
      of.clear();
    }
  }

  /** The values. */
  static final class Values<K, V> extends AbstractCollection<V> {
    private final StateTable<K, V> of;

    Values(StateTable<K, V> of) {
      this.of = of;
    }

    @Override
    public Iterator<V> iterator() {
      Cursor<K, V> cursor = new Cursor<>(of);
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return cursor.hasNext();
        }

        @Override
        public V next() {
          return cursor.next().getValue();
        }

        @Override
        public void remove() {
          cursor.remove();
        }
      };
    }

    /** Removes no value that was written meanwhile, and was not asked about. */
    @Override
    public boolean removeIf(Predicate<? super V> condition) {
      return of.entrySet().removeIf(entry -> condition.test(entry.getValue()));
    }

    @Override
    public int size() {
      return of.size();
    }

    @Override
    public void clear() {
      of.clear();
    }
  }

  /** The entries. */
  static final class Entries<K, V> extends AbstractSet<Map.Entry<K, V>> {
    private final StateTable<K, V> of;

    Entries(StateTable<K, V> of) {
      this.of = of;
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return new Cursor<>(of);
    }

    @Override
    public int size() {
      return of.size();
    }

    @Override
    public boolean contains(Object entry) {
      return entry instanceof Map.Entry<?, ?> other
          && other.getValue() != null
          && other.getValue().equals(of.get(other.getKey()));
    }

    @Override
    public boolean remove(Object entry) {
      return entry instanceof Map.Entry<?, ?> other && of.remove(other.getKey(), other.getValue());
    }

    /** Removes no entry whose value was written meanwhile, and was not asked about. */
    @Override
    public boolean removeIf(Predicate<? super Map.Entry<K, V>> condition) {
      boolean changed = false;
      for (Map.Entry<K, V> entry : this) {
        V value = entry.getValue();
        changed |= condition.test(entry) && of.remove(entry.getKey(), value);
      }
      return changed;
    }

    @Override
    public boolean removeAll(Collection<?> entries) {
      boolean changed = false;
      for (Object entry : entries) {
        changed |= remove(entry);
      }
      return changed;
    }

    @Override
    public void clear() {
      of.clear();
    }
  }

  /** Weakly consistent, as those of ConcurrentHashMap; asks at every step whether it still may. */
  private static final class Cursor<K, V> implements Iterator<Map.Entry<K, V>> {
    private final StateTable<K, V> of;
    private final ShardTables tables;
    private final Iterator<Cell> cells;
    private K last;

    Cursor(StateTable<K, V> of) {
      this.of = of;
      this.tables = of.current();
      this.cells = tables.table(of.shape().index()).cells.values().iterator();
    }

    @Override
    public boolean hasNext() {
      requireCall();
      return cells.hasNext();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Map.Entry<K, V> next() {
      requireCall();
      Cell cell = cells.next();
      last = (K) of.shape().keys().given(cell.key);
      return new WriteThrough<>(of, last, (V) cell.value());
    }

    @Override
    public void remove() {
      if (last == null) {
        throw new IllegalStateException("Nothing to remove before the next");
      }
      of.remove(last);
      last = null;
    }

    private void requireCall() {
      if (of.current() != tables) {
        throw new NoSuchElementException("This iterator belongs to a call of " + tables);
      }
    }
  }

  /** An entry as it was when it was passed. */
  private static final class WriteThrough<K, V> extends AbstractMap.SimpleEntry<K, V> {
    private static final long serialVersionUID = 1L;
    private final transient StateTable<K, V> of;

    WriteThrough(StateTable<K, V> of, K key, V value) {
      super(key, value);
      this.of = of;
    }

    @Override
    public V setValue(V value) {
      of.put(getKey(), value);
      return super.setValue(value);
    }
  }
}
