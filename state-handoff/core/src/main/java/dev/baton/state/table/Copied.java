package dev.baton.state.table;

import dev.baton.state.protocol.Entry;

/**
 * An entry on its way to other tables. The value as an object stays with the version it comes from;
 * the others make their own from bytes.
 */
public final class Copied {
  private final Entry entry;
  private final TableShape from;
  private final Object key;
  private final Object value;
  private final int mapHash;
  private final int mapSchema;
  private final boolean ownBytes;

  /**
   * An entry of a declared table.
   *
   * @param entry in the schema of the version it comes from; without a value for a delete
   * @param mapHash the hash of what the map holds of it
   * @param mapSchema the schema of what the map holds of it
   * @param ownBytes whether those are the bytes in {@code entry}
   */
  Copied(
      Entry entry,
      TableShape from,
      Object key,
      Object value,
      int mapHash,
      int mapSchema,
      boolean ownBytes) {
    this.entry = entry;
    this.from = from;
    this.key = key;
    this.value = value;
    this.mapHash = mapHash;
    this.mapSchema = mapSchema;
    this.ownBytes = ownBytes;
  }

  /**
   * An entry of which only the bytes are known: of a table that the version it comes from does not
   * declare, or from another node.
   */
  public static Copied carried(Entry entry, int mapHash, int mapSchema) {
    return new Copied(entry, null, null, null, mapHash, mapSchema, false);
  }

  /** An entry as it was found in the map or in a store. */
  public static Copied stored(Entry entry) {
    return carried(entry, Digest.hash(entry.value()), entry.schema());
  }

  /** The entry as bytes. */
  public Entry entry() {
    return entry;
  }

  TableShape from() {
    return from;
  }

  Object key() {
    return key;
  }

  Object value() {
    return value;
  }

  /** The hash of what the map holds of it. */
  public int mapHash() {
    return mapHash;
  }

  /** The schema of what the map holds of it. */
  public int mapSchema() {
    return mapSchema;
  }

  boolean ownBytes() {
    return ownBytes;
  }
}
