package dev.baton.state.shard;

import dev.baton.state.protocol.Entry;
import dev.baton.state.table.Outdated;
import dev.baton.state.table.ShardTables;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Writes entries of other schemas again and deletes those of dropped tables, at a pace. */
final class Reencoding {
  private static final int BATCH = 256;

  private final ShardTables tables;
  private final Flusher flusher;
  private final int perSecond;
  private final Duration within;

  Reencoding(ShardTables tables, Flusher flusher, int perSecond, Duration within) {
    this.tables = tables;
    this.flusher = flusher;
    this.perSecond = perSecond;
    this.within = within;
  }

  long run(BooleanSupplier cancelled, LongConsumer progress) {
    Outdated outdated = tables.outdatedEntries();
    int batch = Math.max(1, Math.min(BATCH, perSecond));
    long done = 0;
    try {
      while (!cancelled.getAsBoolean()) {
        int some = next(outdated, batch);
        if (some == 0) {
          return done;
        }
        done += some;
        progress.accept(done);
        TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(some) / perSecond);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return done;
  }

  private int next(Outdated outdated, int batch) throws InterruptedException {
    int rewritten = outdated.rewrite(batch);
    if (rewritten > 0) {
      flusher.awaitSafe(tables.lastPosition(), within);
      return rewritten;
    }
    List<Entry> deletes = outdated.delete(batch);
    if (!deletes.isEmpty()) {
      flusher.send(deletes, within);
    }
    return deletes.size();
  }
}
