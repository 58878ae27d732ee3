package dev.baton.state.table;

import dev.baton.state.codec.Hash;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of a table that this version does not declare, as bytes: they are not lost while it
 * holds the shard, and another version finds them again. Guarded by itself.
 */
final class CarriedTable {
  private final Map<ByteBuffer, Copied> entries = new LinkedHashMap<>();
  private final Digest digest = new Digest();

  synchronized void put(Copied entry) {
    remove(entry);
    entries.put(
        ByteBuffer.wrap(entry.entry().key()),
        Copied.carried(entry.entry(), entry.mapHash(), entry.mapSchema()));
    digest.add(Hash.of(entry.entry().key()), entry.mapHash());
  }

  synchronized void remove(Copied entry) {
    Copied old = entries.remove(ByteBuffer.wrap(entry.entry().key()));
    if (old != null) {
      digest.subtract(Hash.of(old.entry().key()), old.mapHash());
    }
  }

  synchronized boolean has(Copied entry) {
    return entries.containsKey(ByteBuffer.wrap(entry.entry().key()));
  }

  synchronized Collection<Copied> all() {
    return List.copyOf(entries.values());
  }

  synchronized Collection<Copied> some(int limit) {
    return entries.values().stream().limit(limit).toList();
  }

  synchronized int size() {
    return entries.size();
  }

  synchronized long digest() {
    return digest.sum();
  }
}
