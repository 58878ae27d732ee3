package dev.baton.state.table;

import dev.baton.state.codec.Hash;
import java.util.concurrent.ConcurrentHashMap;

/** The entries of a table in one shard. */
final class Table {
  private final TableShape shape;

  /** By the key as the heap keeps it. */
  final ConcurrentHashMap<Object, Cell> cells;

  /** Over what the map holds; changed by the flusher, or by the follower before it serves. */
  final Digest digest = new Digest();

  Table(TableShape shape, int expectedEntries) {
    this.shape = shape;
    this.cells = new ConcurrentHashMap<>(expectedEntries);
  }

  TableShape shape() {
    return shape;
  }

  /** The map now holds other bytes of the cell. */
  void held(Cell cell, byte[] key, int hash, int schema, boolean ownBytes) {
    long keyHash = Hash.of(key);
    if (cell.schema() != 0) {
      digest.subtract(keyHash, cell.hash);
    }
    digest.add(keyHash, hash);
    cell.held(hash, schema, ownBytes);
  }

  /** The map holds nothing of the cell any more. */
  void gone(Cell cell, byte[] key) {
    if (cell.schema() != 0) {
      digest.subtract(Hash.of(key), cell.hash);
    }
    cell.held(0, 0, false);
  }
}
