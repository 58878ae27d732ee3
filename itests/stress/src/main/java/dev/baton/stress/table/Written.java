package dev.baton.stress.table;

import dev.baton.state.StateMap;
import dev.baton.state.StateUnavailableException;
import dev.baton.state.TableSpec;
import dev.baton.state.table.EncodedBatch;
import dev.baton.state.table.ShardCaller;
import dev.baton.state.table.ShardTables;
import dev.baton.state.table.VersionState;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The tables of one shard, written by calls and taken by a flusher. */
class Written {
  private static final ThreadLocal<ShardTables> CURRENT = new ThreadLocal<>();
  private static final VersionState VERSION =
      new VersionState("counter", "1", 1, CURRENT::get, new InPlace());
  private static final StateMap<String, Long> COUNTS =
      VERSION.api().map(TableSpec.of("counts", String.class, Long.class));

  static {
    VERSION.closeDeclarations();
  }

  final ShardTables tables = VERSION.newTables(0, "sealed", null, System::nanoTime);

  Written() {
    tables.open();
  }

  private static final class InPlace implements ShardCaller {
    @Override
    public <R> R call(int shard, Supplier<R> body) {
      return body.get();
    }
  }

  StateMap<String, Long> counts() {
    CURRENT.set(tables);
    return COUNTS;
  }

  /** Adds one to a key; 1 if that landed, 0 if it was refused. */
  int add(String key) {
    try {
      counts().merge(key, 1L, Long::sum);
      return 1;
    } catch (StateUnavailableException refused) {
      return 0;
    }
  }

  /** Adds one to two keys as a unit. */
  void addBoth(String one, String other) {
    CURRENT.set(tables);
    VERSION
        .api()
        .atomically(
            one,
            () -> {
              add(one);
              return add(other);
            });
  }

  /** Takes a batch; how many entries it has. */
  int take() {
    EncodedBatch batch = batch();
    return batch == null ? 0 : batch.entries().size();
  }

  /** Takes a batch, or null if nothing was written. */
  EncodedBatch batch() {
    try {
      return tables.takeAndEncode(5, TimeUnit.SECONDS);
    } catch (TimeoutException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
