package dev.baton.state.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * The local store of a node: what is written survives its process, what is queued does not.
 *
 * @param whole the newest complete generation, or null
 * @param part the generation under way, or null
 */
record Disk(Copy whole, Copy part, List<Item> queue) {
  static final Disk EMPTY = new Disk(null, null, List.of());

  /** What one request, or one part of a copy that arrives, queues. */
  record Item(boolean begins, Header header, List<Entry> entries) {}

  Disk queue(List<Item> items) {
    List<Item> next = new ArrayList<>(queue);
    next.addAll(items);
    return new Disk(whole, part, List.copyOf(next));
  }

  Disk crash() {
    return new Disk(whole, part, List.of());
  }

  /** Writes the first item of the queue. */
  Disk write(int keys) {
    Item item = queue.get(0);
    Copy open = part == null || item.begins() ? null : part;
    Copy base = item.begins() ? Copy.none(keys) : open == null ? whole : open;
    Copy next = new Copy(item.header(), base.contents().with(item.entries()));
    List<Item> left = List.copyOf(queue.subList(1, queue.size()));
    boolean generation = item.begins() || open != null;
    if (generation && !item.header().complete()) {
      return new Disk(whole, next, left);
    }
    return new Disk(next, null, left);
  }

  /** What a boot finds. */
  Copy found(Laws laws) {
    return laws.incompleteCounts() && part != null ? part : whole;
  }
}
