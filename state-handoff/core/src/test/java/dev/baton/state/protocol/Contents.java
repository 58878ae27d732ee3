package dev.baton.state.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The entries of a shard, by key. Equal entries are the same object, so that worlds can be
 * compared.
 */
record Contents(List<Entry> entries) {
  private static final int LIMIT = 64;
  private static final Entry[] ALL = new Entry[LIMIT * LIMIT * 3];

  static Contents empty(int keys) {
    return new Contents(Collections.nCopies(keys, null));
  }

  static Entry entry(int key, int value, int schema) {
    int at = (key * LIMIT + value) * 3 + schema;
    if (ALL[at] == null) {
      ALL[at] = new Entry("t", new byte[] {(byte) key}, new byte[] {(byte) value}, schema);
    }
    return ALL[at];
  }

  static int key(Entry entry) {
    return entry.key()[0];
  }

  Contents with(List<Entry> later) {
    if (later.isEmpty()) {
      return this;
    }
    List<Entry> next = new ArrayList<>(entries);
    later.forEach(entry -> next.set(key(entry), entry));
    return new Contents(Collections.unmodifiableList(next));
  }

  /** 0 if there is none. */
  int value(int key) {
    Entry entry = entries.get(key);
    return entry == null ? 0 : entry.value()[0];
  }

  boolean hasSchema(int schema) {
    return entries.stream().anyMatch(entry -> entry != null && entry.schema() == schema);
  }

  List<Entry> present() {
    return entries.stream().filter(entry -> entry != null).toList();
  }

  List<Integer> values() {
    List<Integer> values = new ArrayList<>();
    for (int key = 0; key < entries.size(); key++) {
      values.add(value(key));
    }
    return values;
  }
}
