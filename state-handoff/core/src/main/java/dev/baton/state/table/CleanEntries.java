package dev.baton.state.table;

import dev.baton.state.migration.Types;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The entries of a shard that no batch is about to carry, chunk by chunk, for a follower that
 * subscribed before. Used by one thread.
 *
 * <p>A chunk's cells are looked at between two batches, in a few microseconds; they are encoded
 * afterwards. What the map holds of a cell that this version wrote must be what it would write now,
 * else somebody changed the value in place. An iterator may still give a cell that was removed; the
 * map holds nothing of it once it is clean.
 */
public final class CleanEntries {
  private static final int CHUNK = 256;

  /** A clean cell as it was at one instant. */
  private record Snapshot(
      TableShape shape, Object key, Object value, int hash, int schema, boolean ownBytes) {}

  private final ShardTables of;
  private final Iterator<CarriedTable> carried;
  private int table = -1;
  private Iterator<Cell> cells = List.<Cell>of().iterator();

  CleanEntries(ShardTables of) {
    this.of = of;
    this.carried = of.carried().iterator();
  }

  /**
   * The next chunk, which may be empty, or null if there is none.
   *
   * @throws ChangedInPlaceException if a value was changed in place
   */
  public List<Copied> next() {
    while (!cells.hasNext()) {
      if (++table >= of.tables().length) {
        return carried.hasNext() ? List.copyOf(carried.next().all()) : null;
      }
      cells = of.table(table).cells.values().iterator();
    }
    List<Copied> copies = new ArrayList<>(CHUNK);
    for (Snapshot each : chunk(of.table(table).shape())) {
      copies.add(copy(each));
      GiveWay.after(copies.size());
    }
    return copies;
  }

  private List<Snapshot> chunk(TableShape shape) {
    List<Cell> some = new ArrayList<>(CHUNK);
    while (some.size() < CHUNK && cells.hasNext()) {
      some.add(cells.next());
    }
    List<Snapshot> clean = new ArrayList<>(some.size());
    of.journal()
        .between(
            () -> {
              for (Cell cell : some) {
                if (of.journal().isClean(cell) && cell.schema() != 0) {
                  clean.add(
                      new Snapshot(
                          shape,
                          cell.key,
                          cell.value(),
                          cell.hash,
                          cell.schema(),
                          cell.ownBytes()));
                }
              }
            });
    return clean;
  }

  private Copied copy(Snapshot cell) {
    Copied now = Encoding.copy(cell.shape, cell.key, cell.value);
    if (cell.ownBytes && now.mapHash() != cell.hash) {
      throw new ChangedInPlaceException(
          "The value of key '"
              + Types.text(cell.shape.keys().given(cell.key))
              + "' in "
              + cell.shape.label()
              + " was changed in place since it was written; values are immutable, a change is a"
              + " new value that is put. It was not handed over; "
              + of.version()
              + " keeps serving");
    }
    return new Copied(
        now.entry(), cell.shape, cell.key, cell.value, cell.hash, cell.schema, cell.ownBytes);
  }
}
