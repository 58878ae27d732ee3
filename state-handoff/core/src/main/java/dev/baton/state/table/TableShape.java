package dev.baton.state.table;

import dev.baton.state.Durability;
import dev.baton.state.Shards;
import dev.baton.state.TableSpec;
import dev.baton.state.codec.Codecs;
import dev.baton.state.codec.KeyCodec;
import dev.baton.state.codec.ValueCodec;
import dev.baton.state.migration.TableSchemas;
import dev.baton.state.migration.Types;

/** A table as one version declares it, with everything that handles its entries. */
final class TableShape {
  private final TableSpec<?, ?> spec;
  private final String label;
  private final int index;
  private final Class<?> keyType;
  private final Class<?> valueType;
  private final KeyCodec keys;
  private final TableSchemas schemas;
  private final int nameHash;

  TableShape(TableSpec<?, ?> spec, int index, String version, Codecs codecs) {
    this.spec = spec;
    this.label = "table '" + spec.name() + "' of " + version;
    this.index = index;
    this.keyType = Types.boxed(spec.keyType());
    this.valueType = Types.boxed(spec.valueType());
    if (spec.shardBy() == null && !Shards.supports(keyType)) {
      throw new IllegalArgumentException(
          "The keys of "
              + label
              + " are "
              + keyType.getName()
              + ", which has no shard of its own: say shardBy(..)");
    }
    this.keys = codecs.keys(keyType);
    this.schemas = new TableSchemas(label, spec, codecs);
    this.nameHash = spec.name().hashCode();
  }

  TableSpec<?, ?> spec() {
    return spec;
  }

  /** The table, its service and version, for messages. */
  String label() {
    return label;
  }

  int index() {
    return index;
  }

  KeyCodec keys() {
    return keys;
  }

  ValueCodec values() {
    return schemas.own();
  }

  TableSchemas schemas() {
    return schemas;
  }

  Durability durability() {
    return spec.durability();
  }

  /** Whether something can be a key of this table; nobody checks it where types are erased. */
  boolean isKey(Object key) {
    return keyType.isInstance(key);
  }

  /** Refuses what is no value of this table. */
  void requireValue(Object value) {
    if (value == null) {
      throw new NullPointerException("A value of " + label + " must not be null");
    }
    if (!valueType.isInstance(value)) {
      throw new ClassCastException(
          "A value of "
              + label
              + " is a "
              + valueType.getName()
              + ", not a "
              + value.getClass().getName());
    }
  }

  /** Refuses what is no key of this table. */
  void requireKey(Object key) {
    if (key == null) {
      throw new NullPointerException("A key of " + label + " must not be null");
    }
    if (!keyType.isInstance(key)) {
      throw new ClassCastException(
          "A key of "
              + label
              + " is a "
              + keyType.getName()
              + ", not a "
              + key.getClass().getName());
    }
  }

  /**
   * The shard of a key, as its author knows it.
   *
   * @throws IllegalArgumentException if {@code shardBy} gives something that has none
   */
  int shardOf(Object key, int shards) {
    return Shards.of(spec.shardBy() == null ? key : spec.shardBy().apply(key), shards);
  }

  int nameHash() {
    return nameHash;
  }
}
