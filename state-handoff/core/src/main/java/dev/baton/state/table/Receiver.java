package dev.baton.state.table;

import dev.baton.state.migration.TableSchemas;
import dev.baton.state.migration.Types;
import dev.baton.state.migration.UnreadableStateException;
import dev.baton.state.protocol.Entry;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fills tables that do not serve yet, with loaded entries and with those of batches: decodes,
 * migrates, and keeps hash and schema of what the map holds. Used by one thread at a time.
 */
public final class Receiver {
  /** A key that a batch deleted while entries are still being loaded. */
  private record Deleted(String table, ByteBuffer key) {}

  private final ShardTables into;
  private final Map<String, List<TableSchemas>> others = new HashMap<>();
  private Set<Deleted> deleted = new HashSet<>();
  private long entries;
  private long bytes;

  /**
   * Fills {@code into}.
   *
   * @param readers other versions that can read what its version cannot
   */
  public Receiver(ShardTables into, Collection<VersionState> readers) {
    this.into = into;
    for (TableShape shape : into.version().shapes()) {
      String name = shape.spec().name();
      others.put(
          name,
          readers.stream()
              .map(reader -> reader.shapesByName().get(name))
              .filter(same -> same != null && same != shape)
              .map(TableShape::schemas)
              .toList());
    }
  }

  /** Takes a loaded entry over, unless a batch has touched its key. Gives way to other threads. */
  public void load(Copied copy) {
    GiveWay.after(entries);
    if (!deleted.isEmpty() && deleted.contains(deleted(copy))) {
      return;
    }
    Table table = into.tableOrNull(copy.entry().table());
    if (table == null) {
      CarriedTable carried = into.carried(copy.entry().table());
      if (!carried.has(copy)) {
        carried.put(copy);
      }
    } else {
      Object key = key(table.shape(), copy);
      if (!table.cells.containsKey(key)) {
        add(table, key, copy);
      }
    }
    count(copy);
  }

  /** Ends the loading: from now on only batches come. */
  public void loaded() {
    deleted = null;
  }

  /** Does what a batch did, delete or write. */
  public void apply(Copied copy) {
    boolean delete = copy.entry().value() == null;
    if (delete && deleted != null) {
      deleted.add(deleted(copy));
    }
    Table table = into.tableOrNull(copy.entry().table());
    if (table == null) {
      CarriedTable carried = into.carried(copy.entry().table());
      if (delete) {
        carried.remove(copy);
      } else {
        carried.put(copy);
      }
    } else {
      Object key = key(table.shape(), copy);
      if (delete) {
        remove(table, key, copy);
      } else {
        Cell known = table.cells.get(key);
        if (known == null) {
          add(table, key, copy);
        } else {
          fill(table, known, copy);
        }
      }
    }
    count(copy);
  }

  /** Entries taken over so far. */
  public long entries() {
    return entries;
  }

  /** Bytes taken over so far. */
  public long bytes() {
    return bytes;
  }

  private void count(Copied copy) {
    Entry entry = copy.entry();
    entries++;
    bytes += entry.key().length + (entry.value() == null ? 0 : entry.value().length);
  }

  private static Deleted deleted(Copied copy) {
    return new Deleted(copy.entry().table(), ByteBuffer.wrap(copy.entry().key()));
  }

  private static void remove(Table table, Object key, Copied copy) {
    Cell cell = table.cells.remove(key);
    if (cell != null) {
      table.gone(cell, copy.entry().key());
    }
  }

  private void add(Table table, Object key, Copied copy) {
    Cell cell = new Cell(key);
    fill(table, cell, copy);
    table.cells.put(key, cell);
  }

  private void fill(Table table, Cell cell, Copied copy) {
    TableShape shape = table.shape();
    Object value = value(shape, cell.key, copy);
    cell.value(value);
    table.held(cell, copy.entry().key(), copy.mapHash(), copy.mapSchema(), own(shape, value, copy));
  }

  /** Keys of a class that both versions share are shared as well. */
  private Object key(TableShape shape, Copied copy) {
    TableShape from = copy.from();
    Object key =
        from != null && from.spec().keyType() == shape.spec().keyType()
            ? copy.key()
            : shape.keys().decode(copy.entry().key());
    int shard = shape.shardOf(shape.keys().given(key), into.version().shards());
    if (shard != into.shard()) {
      throw new IllegalStateException(
          "Re-keying is refused, keys do not change in a migration: key '"
              + Types.text(shape.keys().given(key))
              + "' of "
              + shape.label()
              + " is found in shard "
              + into.shard()
              + " and belongs to "
              + shard
              + " there");
    }
    return key;
  }

  /** The newer side knows the way, else a third version that is there to read. */
  private Object value(TableShape shape, Object key, Copied copy) {
    int schema = copy.entry().schema();
    int own = shape.spec().schema();
    byte[] value = copy.entry().value();
    if (schema == own) {
      return shape.values().decode(value);
    }
    Object given = shape.keys().given(key);
    if (shape.schemas().reads(schema)) {
      return shape.schemas().decode(given, value, schema);
    }
    TableShape from = copy.from();
    if (from != null && from.schemas().writes(own)) {
      Object theirs = from.keys().given(copy.key());
      return shape.values().decode(from.schemas().encode(theirs, copy.value(), own));
    }
    for (TableSchemas other : others.get(shape.spec().name())) {
      if (other.converts(schema, own)) {
        return shape.values().decode(other.convert(given, value, schema, own));
      }
    }
    throw new UnreadableStateException(
        "Key '"
            + Types.text(given)
            + "' of "
            + shape.label()
            + " is stored in schema "
            + schema
            + ", which no installed version turns into "
            + own
            + "; registered: "
            + shape.schemas().registered());
  }

  /** Whether this version would write the very bytes that the map holds. */
  private static boolean own(TableShape shape, Object value, Copied copy) {
    if (copy.mapSchema() != shape.spec().schema()) {
      return false;
    }
    TableShape from = copy.from();
    boolean same =
        from != null
            && from.spec().valueType() == shape.spec().valueType()
            && shape.spec().codec() == null;
    return same ? copy.ownBytes() : Digest.hash(shape.values().encode(value)) == copy.mapHash();
  }
}
