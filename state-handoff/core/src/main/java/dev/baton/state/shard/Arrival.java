package dev.baton.state.shard;

import dev.baton.state.map.HandoffMap.Part;
import dev.baton.state.map.HandoffMap.Position;
import dev.baton.state.protocol.Effect;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Event;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.Phase;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.protocol.ShardState;
import dev.baton.state.step.Step;
import dev.baton.state.table.Copied;
import dev.baton.state.table.Receiver;
import dev.baton.state.table.ShardTables;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** How a shard comes to this node: as a new one, from a store, or from the map. Used once. */
final class Arrival {
  private static final int PART = 1_000;
  private static final long PART_BYTES = 1 << 20;

  private final ShardId shard;
  private final ShardEnvironment environment;
  private final Driver driver;
  private final Life life;
  private final Flusher flusher;
  private final ShardTables tables;
  private final Duration within;
  private final Holder holder;

  Arrival(
      ShardId shard,
      ShardEnvironment environment,
      Driver driver,
      Life life,
      Flusher flusher,
      ShardTables tables,
      Duration within) {
    this.shard = shard;
    this.environment = environment;
    this.driver = driver;
    this.life = life;
    this.flusher = flusher;
    this.tables = tables;
    this.within = within;
    this.holder = new Holder(environment.map().member(), tables.version().version());
  }

  void create(UUID incarnation) {
    life.report(new Event.Create(incarnation, token(), holder, environment.fresh(shard)));
    drive(
        state -> state.phase() == Phase.CLOSED,
        effect -> {
          RuntimeException failure = driver.takeOver(tables, ((Effect.TakeOver) effect).created());
          if (failure != null) {
            throw failure;
          }
        });
  }

  void restore(
      Header stored,
      Header found,
      Consumer<Consumer<Entry>> entries,
      Collection<VersionState> readers,
      LongConsumer progress) {
    life.report(
        new Event.Restore(
            stored,
            found,
            token(),
            holder,
            environment.placements().apply(shard),
            environment.restored(shard)));
    Receiver receiver = new Receiver(tables, readers);
    drive(
        Driver::isServed,
        effect -> {
          if (effect instanceof Effect.SendStored) {
            sendStored(entries, receiver, progress);
            Step.STORED_ENTRIES_SENT.reached();
            life.report(new Event.Restored(token()));
          } else if (effect instanceof Effect.Load) {
            life.report(new Event.Loaded());
          } else {
            driver.takeOver(tables, false);
          }
        });
  }

  void claim(
      Header found, Collection<VersionState> readers, LongConsumer progress, Runnable loaded) {
    life.report(new Event.Claim(found, token(), holder, environment.placements().apply(shard)));
    Receiver receiver = new Receiver(tables, readers);
    drive(
        Driver::isServed,
        effect -> {
          if (effect instanceof Effect.Load) {
            load(receiver, progress);
            Step.SHARD_LOADED.reached();
            loaded.run();
            life.report(new Event.Loaded());
          } else {
            driver.takeOver(tables, false);
          }
        });
  }

  void arrive(Header committed) {
    life.report(new Event.Arrive(committed));
    drive(Driver::isServed, effect -> driver.takeOver(tables, false));
  }

  private void drive(Predicate<ShardState> arrived, Driver.Work work) {
    try {
      boolean settled =
          driver.drive(
              state -> arrived.test(state) || state.phase() == Phase.REPLACED,
              () -> life.deadline(within),
              work);
      if (!settled) {
        throw new NotSafeException(
            "Shard "
                + shard
                + " is still "
                + life.state().phase()
                + " after "
                + within.toMillis()
                + " ms",
            null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotSafeException(
          "Interrupted while shard " + shard + " was " + life.state().phase(), e);
    }
    if (life.state().phase() == Phase.REPLACED) {
      Header by = life.state().header();
      throw new ReplacedException(
          "Shard " + shard + " is held by " + (by == null ? "nobody" : by.holder()));
    }
  }

  private void sendStored(
      Consumer<Consumer<Entry>> entries, Receiver receiver, LongConsumer progress)
      throws InterruptedException {
    List<Entry> part = new ArrayList<>(PART);
    AtomicLong bytes = new AtomicLong();
    entries.accept(
        entry -> {
          receiver.load(Copied.stored(entry));
          part.add(entry);
          long sum = bytes.addAndGet((long) entry.key().length + entry.value().length);
          if (part.size() == PART || sum > PART_BYTES) {
            sendPart(part);
            bytes.set(0);
            progress.accept(receiver.entries());
          }
        });
    sendPart(part);
    progress.accept(receiver.entries());
  }

  private void sendPart(List<Entry> part) {
    if (part.isEmpty()) {
      return;
    }
    try {
      flusher.send(List.copyOf(part), within);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotSafeException("Interrupted while shard " + shard + " was restored", e);
    }
    part.clear();
  }

  /**
   * The map may have put another copy in the place of the one that was claimed; what is read then
   * is not this shard's.
   */
  private void load(Receiver receiver, LongConsumer progress) throws InterruptedException {
    Position next = null;
    do {
      Part part = read(next);
      requireLevel(part.header());
      for (Entry entry : part.entries()) {
        receiver.load(Copied.stored(entry));
      }
      progress.accept(receiver.entries());
      next = part.next();
    } while (next != null);
  }

  private void requireLevel(Header found) {
    Header held = life.state().header();
    if (held == null || found == null || !found.isLevelWith(held)) {
      throw new NotSafeException(
          "Shard " + shard + " was claimed at " + held + ", and the map has it at " + found, null);
    }
  }

  private Part read(Position from) throws InterruptedException {
    return await(environment.map().read(shard, from, PART));
  }

  private <T> T await(CompletionStage<T> answer) throws InterruptedException {
    try {
      return answer.toCompletableFuture().get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new NotSafeException("Shard " + shard + " could not be read from the map: " + e, e);
    }
  }

  private long token() {
    return environment.tokens().getAsLong();
  }
}
