package dev.baton.state.store;

import static dev.baton.state.store.Samples.bytes;

import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.ShardId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Batches that follow from a shard and a sequence alone, so that anybody can tell what is right.
 */
final class Workload {
  static final int SHARDS = 8;
  private static final int KEYS = 40;
  private static final int LARGEST_BATCH = 12;
  private static final int LARGEST_VALUE = 60;

  private Workload() {}

  static ShardId shard(int number) {
    return new ShardId("counter", number);
  }

  static List<Entry> batch(int shard, long sequence) {
    Random random = new Random(shard * 1_000_003L + sequence);
    List<Entry> entries = new ArrayList<>();
    for (int left = 1 + random.nextInt(LARGEST_BATCH); left > 0; left--) {
      byte[] key = bytes("key-" + random.nextInt(KEYS));
      byte[] value = bytes(sequence + "x".repeat(random.nextInt(LARGEST_VALUE)));
      entries.add(
          new Entry(
              random.nextBoolean() ? "counts" : "names",
              key,
              random.nextInt(5) == 0 ? null : value,
              random.nextInt(3)));
    }
    return entries;
  }

  /** What a shard holds after all batches up to a sequence, as {@link Samples#read} says it. */
  static TreeMap<String, String> after(int shard, long sequence) {
    TreeMap<String, String> content = new TreeMap<>();
    for (long next = 1; next <= sequence; next++) {
      apply(content, batch(shard, next));
    }
    return content;
  }

  static void apply(TreeMap<String, String> content, List<Entry> entries) {
    for (Entry entry : entries) {
      String key = entry.table() + "/" + new String(entry.key(), StandardCharsets.UTF_8);
      if (entry.value() == null) {
        content.remove(key);
      } else {
        String value = new String(entry.value(), StandardCharsets.UTF_8);
        content.put(key, value + "@" + entry.schema());
      }
    }
  }
}
