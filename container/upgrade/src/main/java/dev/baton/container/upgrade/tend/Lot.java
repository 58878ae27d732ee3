package dev.baton.container.upgrade.tend;

import java.time.Duration;
import java.util.Locale;

/** The shards that are taken over one after the other, to be told of together. For one thread. */
final class Lot {
  private long since;
  private int shards;
  private long entries;

  /**
   * A shard was taken.
   *
   * @param began when that began, as {@link System#nanoTime()} says
   */
  void add(long began, long entries) {
    if (shards == 0) {
      since = began;
    }
    shards++;
    this.entries += entries;
  }

  boolean isEmpty() {
    return shards == 0;
  }

  /** Says what was taken by now, and begins another lot. */
  String told(long now) {
    String words =
        String.format(
            Locale.ROOT,
            "Took over %d %s that nobody held any more, with %,d entries in all, in %.1f s",
            shards,
            shards == 1 ? "shard" : "shards",
            entries,
            Duration.ofNanos(now - since).toMillis() / 1e3);
    shards = 0;
    entries = 0;
    return words;
  }
}
