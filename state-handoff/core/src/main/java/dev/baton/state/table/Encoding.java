package dev.baton.state.table;

import dev.baton.state.migration.Types;
import dev.baton.state.protocol.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Turns what was taken from the journal into entries. Two passes, so that nothing is changed if a
 * value cannot be encoded: what was taken is then taken again, and a key that was written or
 * removed meanwhile passes with its newer mark only.
 */
final class Encoding {
  private final List<Generation> taken;
  private final List<Cell> cells = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();

  /** By generation, but the first: its cells. What a cell says of itself changes meanwhile. */
  private final List<Set<Cell>> listed = new ArrayList<>();

  Encoding(List<Generation> taken) {
    this.taken = taken;
    for (Generation later : taken.subList(1, taken.size())) {
      Set<Cell> these = Collections.newSetFromMap(new IdentityHashMap<>(later.size));
      these.addAll(Arrays.asList(later.cells).subList(0, later.size));
      listed.add(these);
    }
  }

  /** Encodes; changes nothing. */
  List<Copied> encode() {
    List<Copied> copies = new ArrayList<>(taken.get(taken.size() - 1).size);
    for (int g = 0; g < taken.size(); g++) {
      Generation each = taken.get(g);
      for (int i = 0; i < each.size; i++) {
        if (!isSuperseded(each.cells[i], g)) {
          cells.add(each.cells[i]);
          tables.add(each.tables[i]);
          copies.add(copy(each.tables[i].shape(), each.cells[i].key, each.values[i]));
        }
      }
    }
    return copies;
  }

  /** Only by what was taken as well: what is written from now on is not safe with this batch. */
  private boolean isSuperseded(Cell cell, int generation) {
    for (Set<Cell> later : listed.subList(generation, listed.size())) {
      if (later.contains(cell)) {
        return true;
      }
    }
    return false;
  }

  /** Notes on the cells and in the digests that the map is about to hold this. */
  void apply(List<Copied> copies) {
    for (int i = 0; i < copies.size(); i++) {
      Copied copy = copies.get(i);
      Table table = tables.get(i);
      if (copy.entry().value() == null) {
        table.gone(cells.get(i), copy.entry().key());
      } else {
        table.held(cells.get(i), copy.entry().key(), copy.mapHash(), copy.mapSchema(), true);
      }
    }
  }

  /** An entry as this version writes it; without a value for a delete. */
  static Copied copy(TableShape shape, Object key, Object value) {
    try {
      byte[] bytes = value == null ? null : shape.values().encode(value);
      int schema = shape.spec().schema();
      return new Copied(
          new Entry(shape.spec().name(), shape.keys().encode(key), bytes, schema),
          shape,
          key,
          value,
          bytes == null ? 0 : Digest.hash(bytes),
          schema,
          true);
    } catch (RuntimeException | StackOverflowError e) {
      throw new IllegalStateException(
          "Cannot encode the entry of key '"
              + Types.text(shape.keys().given(key))
              + "' in "
              + shape.label()
              + ": "
              + e.getMessage()
              + ". Until it is overwritten or removed, no write of the shard becomes safe",
          e);
    }
  }
}
