package dev.baton.state.table;

import dev.baton.state.protocol.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The entries that the map holds in another schema than this version's, or of tables that it says
 * are dropped. Used by one thread, while calls go on.
 */
public final class Outdated {
  private final ShardTables of;
  private int table = -1;
  private Iterator<Cell> cells = List.<Cell>of().iterator();

  Outdated(ShardTables of) {
    this.of = of;
  }

  /**
   * Has some of them written again with the next batch.
   *
   * @return how many; 0 if there are no more
   * @throws dev.baton.state.StateUnavailableException if the tables were sealed meanwhile
   */
  public int rewrite(int limit) {
    int count = 0;
    while (count < limit && advance()) {
      Cell cell = cells.next();
      Table in = of.table(table);
      if (ShardTables.isOutdated(cell, in.shape().spec().schema()) && rewrite(in, cell)) {
        count++;
      }
    }
    return count;
  }

  private boolean rewrite(Table in, Cell cell) {
    Cell written =
        in.cells.computeIfPresent(
            cell.key,
            (key, found) -> {
              if (found == cell) {
                of.journal().write(in, cell, cell.value());
              }
              return found;
            });
    return written == cell;
  }

  private boolean advance() {
    while (!cells.hasNext()) {
      if (++table >= of.tables().length) {
        return false;
      }
      cells = of.table(table).cells.values().iterator();
    }
    return true;
  }

  /**
   * Forgets some entries of dropped tables; the caller sends what is returned.
   *
   * @return their deletes; empty if there are no more
   */
  public List<Entry> delete(int limit) {
    List<Copied> deletes = new ArrayList<>();
    for (String name : of.version().dropped()) {
      for (Copied each : of.carried(name).some(limit - deletes.size())) {
        of.carried(name).remove(each);
        Entry gone = new Entry(name, each.entry().key(), null, each.entry().schema());
        deletes.add(Copied.carried(gone, 0, 0));
      }
    }
    of.shipBetween(deletes);
    return deletes.stream().map(Copied::entry).toList();
  }
}
