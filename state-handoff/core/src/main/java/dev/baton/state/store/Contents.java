package dev.baton.state.store;

import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What the files hold: of each shard the generation that counts, the one that is being built, and
 * where their items stand. Thread-safe; changed by the log's writer and by compaction.
 */
final class Contents {
  private final Map<ShardId, Shelf> shelves = new LinkedHashMap<>();
  private final TreeMap<Long, Segment> segments = new TreeMap<>();

  /** The generations of one shard; either may be null. */
  private static final class Shelf {
    private Generation current;
    private Generation building;

    private Generation target() {
      return building == null ? current : building;
    }

    private void put(Generation generation) {
      building = generation;
      promote();
    }

    private void promote() {
      if (building != null && building.header().complete()) {
        current = building;
        building = null;
      }
    }
  }

  /**
   * A generation as it was at one instant.
   *
   * @param count how many of its positions there were
   * @param logEntries how many of its entries stood in the log
   */
  record Copy(ShardId shard, Generation generation, Header header, int count, long logEntries) {

    static Copy of(ShardId shard, Generation generation) {
      int count = generation.positions().size();
      return new Copy(shard, generation, generation.header(), count, generation.logEntries());
    }
  }

  /** Such a generation, and where its items stand in a compacted file. */
  record Copied(Copy copy, Positions places) {}

  synchronized void add(Segment segment) {
    segments.put(segment.number(), segment);
  }

  synchronized int files() {
    return segments.size();
  }

  /**
   * Takes in an item that stands in a file.
   *
   * @param entries how many entries follow it
   * @param file the number of a file that was added
   */
  synchronized void apply(Item item, int entries, long file, long place) {
    if (item instanceof Item.Next next) {
      Shelf shelf = shelf(next.shard());
      Header before = shelf.target().header();
      update(
          shelf,
          Generation.withSequence(before, next.sequence()),
          entries,
          segments.get(file),
          place);
    } else if (item instanceof Item.Change change) {
      update(shelf(change.shard()), change.header(), entries, segments.get(file), place);
    } else if (item instanceof Item.Begin begin) {
      Generation generation = new Generation(begin.header());
      shelves.computeIfAbsent(begin.shard(), shard -> new Shelf()).put(generation);
    } else if (item instanceof Item.Discard discard) {
      discard(discard);
    } else if (item instanceof Item.Opened) {
      shelves.values().forEach(shelf -> shelf.building = null);
      forgetEmpty();
    }
  }

  private Shelf shelf(ShardId shard) {
    Shelf shelf = shelves.get(shard);
    if (shelf == null) {
      throw new IllegalStateException("The log has entries of " + shard + " before any header");
    }
    return shelf;
  }

  private static void update(Shelf shelf, Header header, int entries, Segment segment, long place) {
    Generation target = shelf.target();
    target.change(header);
    if (entries > 0) {
      target.add(segment, place, entries);
    }
    shelf.promote();
  }

  private void discard(Item.Discard discard) {
    shelves.forEach(
        (shard, shelf) -> {
          if (shard.service().equals(discard.service())) {
            shelf.current = unless(shelf.current, discard);
            shelf.building = unless(shelf.building, discard);
          }
        });
    forgetEmpty();
  }

  private static Generation unless(Generation generation, Item.Discard discard) {
    boolean dead =
        generation != null && generation.header().incarnation().equals(discard.incarnation());
    return dead ? null : generation;
  }

  private void forgetEmpty() {
    shelves.values().removeIf(shelf -> shelf.target() == null);
  }

  /** The headers of the generations that count. */
  synchronized Map<ShardId, Header> headers() {
    Map<ShardId, Header> headers = new HashMap<>();
    forEachCurrent((shard, generation) -> headers.put(shard, generation.header()));
    return headers;
  }

  private void forEachCurrent(BiConsumer<ShardId, Generation> each) {
    shelves.forEach(
        (shard, shelf) -> {
          if (shelf.current != null) {
            each.accept(shard, shelf.current);
          }
        });
  }

  /**
   * Opens the entries of the generation that counts, as they are now, whatever becomes of the
   * files. Null if there is no such generation.
   */
  synchronized StoredShard open(ShardId shard) throws IOException {
    Shelf shelf = shelves.get(shard);
    if (shelf == null || shelf.current == null) {
      return null;
    }
    Copy copy = Copy.of(shard, shelf.current);
    return new OpenedShard(shard, copy.header(), open(copy));
  }

  /** Opens the entries of a generation as they were at an instant. */
  synchronized EntryReader open(Copy copy) throws IOException {
    return EntryReader.open(
        copy.generation().positions().first(copy.count()), copy.logEntries(), segments::get);
  }

  /** All generations as they are now, in an order in which a log can say them. */
  synchronized List<Copy> copies() {
    List<Copy> copies = new ArrayList<>();
    shelves.forEach(
        (shard, shelf) -> {
          for (Generation generation : new Generation[] {shelf.current, shelf.building}) {
            if (generation != null) {
              copies.add(Copy.of(shard, generation));
            }
          }
        });
    return copies;
  }

  /**
   * Puts a compacted file in the place of all files with smaller numbers.
   *
   * @param copies all that it holds
   * @return the files that are not needed any more
   */
  synchronized Collection<Segment> compact(Segment compacted, List<Copied> copies) {
    for (Copied copied : copies) {
      Copy copy = copied.copy();
      copy.generation().compact(copy.count(), copy.logEntries(), copied.places());
    }
    Map<Long, Segment> older = segments.headMap(compacted.number());
    List<Segment> unneeded = List.copyOf(older.values());
    older.clear();
    segments.put(compacted.number(), compacted);
    return unneeded;
  }
}
