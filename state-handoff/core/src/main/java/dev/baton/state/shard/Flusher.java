package dev.baton.state.shard;

import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Event;
import dev.baton.state.protocol.Phase;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.ShardState;
import dev.baton.state.table.EncodedBatch;
import dev.baton.state.table.ShardTables;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flushes what was written: whoever wants it safe first takes the batch and sends it, for all who
 * wrote before; those who come meanwhile wait, and one of them takes the next.
 */
final class Flusher {
  private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);

  private final ShardEnvironment environment;
  private final Life life;
  private final Sender sender;
  private final Supplier<ShardTables> tables;
  private final AtomicBoolean lagging = new AtomicBoolean();
  private volatile long outstandingSince;

  Flusher(ShardEnvironment environment, Life life, Sender sender, Supplier<ShardTables> tables) {
    this.environment = environment;
    this.life = life;
    this.sender = sender;
    this.tables = tables;
  }

  void awaitSafe(long position, Duration within) {
    if (position <= life.safe()) {
      return;
    }
    ShardTables held = tables.get();
    if (held != null && held.insideUnit()) {
      throw new IllegalStateException(
          "Inside atomically(..) of "
              + held
              + " nothing waits for its writes to be safe: they are"
              + " flushed when it has ended. Do not call another shard from there");
    }
    long deadline = life.deadline(within);
    try {
      while (position > life.safe() && !isTakingOver(life.state())) {
        flushOrWait(position, within, deadline);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotSafeException("Interrupted; what was written may be safe or not", e);
    }
  }

  private void flushOrWait(long position, Duration within, long deadline)
      throws InterruptedException {
    requireHeld(life.state());
    if (!flush(deadline)
        && !life.awaitTake(position, s -> isReplaced(s) || isTakingOver(s), deadline)) {
      throw new NotSafeException(
          tables.get()
              + " was not safe within "
              + within.toMillis()
              + " ms; what was written stands or not, and is being sent on",
          sender.lastFailure());
    }
  }

  /** A version that may still be handed back from writes nothing before it took over. */
  private static boolean isTakingOver(ShardState state) {
    return state.phase() == Phase.TAKING_OVER && state.move() != null;
  }

  private static boolean isReplaced(ShardState state) {
    return state.phase() == Phase.REPLACED;
  }

  private void requireHeld(ShardState state) {
    if (isReplaced(state)) {
      throw new ReplacedException(
          "The shard is held by "
              + (state.header() == null ? "nobody" : state.header().holder())
              + " now; what was written here and was not safe yet may be lost");
    }
    if (life.hasEnded()) {
      throw new NotSafeException(
          "The shard was given up on this node before what was written was safe",
          sender.lastFailure());
    }
  }

  /**
   * Takes and sends a batch, if that is possible now.
   *
   * @return whether it was
   */
  private boolean flush(long deadline) throws InterruptedException {
    if (!life.beginTake()) {
      return false;
    }
    try {
      life.report(take(Math.max(1, deadline - environment.nanoTime().getAsLong())));
    } finally {
      life.took();
    }
    return true;
  }

  /** Takes everything written so far. */
  Event.Taken take(long nanos) throws InterruptedException {
    EncodedBatch batch;
    try {
      batch = tables.get().takeAndEncode(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new NotSafeException(e.getMessage(), e);
    }
    if (batch == null) {
      return new Event.Taken(List.of(), life.safe(), false);
    }
    outstandingSince = batch.since();
    return new Event.Taken(batch.entries(), batch.upTo(), batch.force());
  }

  /** Sends entries that are in no journal, when no other batch is under way, and waits for them. */
  void send(List<Entry> entries, Duration within) throws InterruptedException {
    long deadline = life.deadline(within);
    while (!life.beginTake()) {
      requireHeld(life.state());
      if (!life.awaitTake(Long.MAX_VALUE, Flusher::isReplaced, deadline)) {
        throw notAnswered(within);
      }
    }
    try {
      life.report(new Event.Taken(entries, life.safe(), false));
    } finally {
      life.took();
    }
    if (!life.await(s -> s.outstanding() == null, deadline)) {
      throw notAnswered(within);
    }
    requireHeld(life.state());
  }

  private NotSafeException notAnswered(Duration within) {
    return new NotSafeException(
        "A batch was not answered within " + within.toMillis() + " ms and is being sent on",
        sender.lastFailure());
  }

  int unsafeEntries() {
    ShardTables held = tables.get();
    int under =
        life.state().outstanding() instanceof Request.Batch batch ? batch.entries().size() : 0;
    return held == null ? under : under + held.unflushed();
  }

  Duration lag() {
    long now = environment.nanoTime().getAsLong();
    ShardTables held = tables.get();
    if (life.state().outstanding() instanceof Request.Batch) {
      return Duration.ofNanos(now - outstandingSince);
    }
    return held == null ? Duration.ZERO : Duration.ofNanos(now - held.oldest(now));
  }

  /** Something was written whose reply does not wait: it is flushed a little later. */
  void lagging() {
    if (lagging.compareAndSet(false, true)) {
      later(environment.lag());
    }
  }

  private void later(Duration delay) {
    try {
      environment
          .scheduler()
          .schedule(
              () -> environment.executor().execute(this::flushLagging),
              delay.toNanos(),
              TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.warn("{} is not flushed any more, this node is stopping", tables.get());
    }
  }

  /** Flushes now or, while another batch is under way, a little later again. */
  private void flushLagging() {
    lagging.set(false);
    ShardTables held = tables.get();
    if (held == null || life.hasEnded() || isReplaced(life.state())) {
      return;
    }
    try {
      if (!flush(life.deadline(environment.retry())) && held.unflushed() > 0) {
        lagging();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("{} could not be flushed and is tried again: {}", held, e.getMessage());
      if (lagging.compareAndSet(false, true)) {
        later(environment.retry());
      }
    }
  }
}
