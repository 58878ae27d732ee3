package dev.baton.state.table;

import java.util.Arrays;

/**
 * What was written between two takes of the journal, each key once: parallel arrays of the cells,
 * their tables and what was last written to them. Guarded by the journal's lock until it is taken.
 */
final class Generation {
  private static final int FEW = 16;

  final long number;
  Cell[] cells = new Cell[FEW];
  Table[] tables = new Table[FEW];
  Object[] values = new Object[FEW];
  int size;

  /** Whether a write to a table of durability disk is among them. */
  boolean force;

  /** Whether a flush was asked for, for tables whose replies do not wait. */
  boolean lagging;

  /** When the first of it was written. */
  long since;

  Generation(long number) {
    this.number = number;
  }

  boolean lists(Cell cell) {
    int slot = cell.slot;
    return slot < size && cells[slot] == cell;
  }

  /** Notes a write; null for a delete. */
  void mark(Table table, Cell cell, Object value) {
    if (lists(cell)) {
      values[cell.slot] = value;
      return;
    }
    if (size == cells.length) {
      int more = size * 2;
      cells = Arrays.copyOf(cells, more);
      tables = Arrays.copyOf(tables, more);
      values = Arrays.copyOf(values, more);
    }
    cells[size] = cell;
    tables[size] = table;
    values[size] = value;
    cell.slot = size++;
  }
}
