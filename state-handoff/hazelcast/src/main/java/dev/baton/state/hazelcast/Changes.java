package dev.baton.state.hazelcast;

import java.util.ArrayList;
import java.util.List;

/** Records to be written, all or nothing, in the order in which they were added. */
final class Changes {
  private final Records records;
  private final List<byte[]> keys = new ArrayList<>();
  private final List<byte[]> values = new ArrayList<>();
  private final List<byte[]> before = new ArrayList<>();

  Changes(Records records) {
    this.records = records;
  }

  /**
   * @param value the value, or null to remove the key
   */
  void add(byte[] key, byte[] value) {
    keys.add(key);
    values.add(value);
  }

  /** Writes everything; if a record cannot be written, puts back those before it and throws. */
  void apply() {
    try {
      for (int i = 0; i < keys.size(); i++) {
        before.add(records.get(keys.get(i)));
        records.put(keys.get(i), values.get(i));
      }
    } catch (RuntimeException | Error e) {
      undo(e);
      throw e;
    }
  }

  /** Puts back what was there, the last first; what fails in it joins the {@code cause}. */
  void undo(Throwable cause) {
    for (int i = before.size() - 1; i >= 0; i--) {
      try {
        records.put(keys.get(i), before.get(i));
      } catch (RuntimeException | Error e) {
        cause.addSuppressed(e);
      }
    }
  }
}
