package dev.baton.state.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * An entry in the heap. There are millions: 32 bytes each.
 *
 * <p>The value and {@code slot} change under the journal's lock; {@code hash} and {@code form} are
 * written by the one thread that encodes, while the journal lists the cell as not clean.
 */
final class Cell {
  private static final VarHandle VALUE;

  static {
    try {
      VALUE = MethodHandles.lookup().findVarHandle(Cell.class, "value", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The key as the heap keeps it. */
  final Object key;

  private Object value;

  /** Where the journal's generation lists this cell, if it does. */
  int slot;

  /** Of the bytes that the map holds. */
  int hash;

  /** What the map holds: twice the schema, plus one if this version would write the same bytes. */
  private int form;

  Cell(Object key) {
    this.key = key;
  }

  Object value() {
    return VALUE.getAcquire(this);
  }

  void value(Object next) {
    VALUE.setRelease(this, next);
  }

  /** The map holds bytes of this hash and schema. */
  void held(int hash, int schema, boolean ownBytes) {
    this.hash = hash;
    this.form = schema << 1 | (ownBytes ? 1 : 0);
  }

  /** The schema in which the map holds it, or 0 if it does not. */
  int schema() {
    return form >>> 1;
  }

  /** Whether this version would write the very bytes that the map holds. */
  boolean ownBytes() {
    return (form & 1) == 1;
  }
}
