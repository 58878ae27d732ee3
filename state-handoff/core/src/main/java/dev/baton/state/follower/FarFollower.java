package dev.baton.state.follower;

import dev.baton.state.step.Step;
import dev.baton.state.table.CleanEntries;
import dev.baton.state.table.Copied;
import dev.baton.state.table.ShardTables;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A follower on another node, as the holder sees it. What arrives is sent on by whoever owns the
 * hand-off: while it loads, and each time it catches up.
 */
public final class FarFollower implements Follower {
  private final ShardTables source;
  private final FarEnd end;
  private final String version;
  private final Consumer<List<Copied>> subscription = this::arrived;
  private final Queue<List<Copied>> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean cancelled;
  private volatile RuntimeException failure;
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * Subscribes to the source; nothing is loaded yet.
   *
   * @param version the version that is to serve on the other node
   */
  public FarFollower(ShardTables source, FarEnd end, String version) {
    this.source = source;
    this.end = end;
    this.version = version;
    source.subscribe(subscription);
    Step.FOLLOWER_SUBSCRIBED.reached();
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Optional<UUID> elsewhere() {
    return Optional.of(end.member());
  }

  @Override
  public ShardTables tables() {
    return null;
  }

  @Override
  public void load(LongConsumer progress) {
    CleanEntries clean = source.cleanEntries();
    for (List<Copied> chunk = clean.next(); chunk != null; chunk = clean.next()) {
      if (cancelled) {
        throw new CancellationException("The follower of " + source + " was cancelled");
      }
      List<Copied> part = chunk;
      send(() -> end.load(part), part);
      catchUp();
      progress.accept(entries());
    }
    send(end::loaded, List.of());
    catchUp();
    Step.FOLLOWER_LOADED.reached();
  }

  private void send(Runnable part, List<Copied> copies) {
    try {
      part.run();
    } catch (RuntimeException e) {
      failure = e;
      source.unsubscribe(subscription);
      throw e;
    }
    entries.addAndGet(copies.size());
    bytes.addAndGet(copies.stream().mapToLong(FarFollower::size).sum());
  }

  private static long size(Copied copy) {
    byte[] value = copy.entry().value();
    return copy.entry().key().length + (value == null ? 0 : value.length);
  }

  /** Called between two batches, under the journal's lock: only queues. */
  private void arrived(List<Copied> batch) {
    waiting.addAndGet(batch.size());
    arrived.add(batch);
  }

  @Override
  public void catchUp() {
    if (failure != null) {
      throw failure;
    }
    for (List<Copied> batch = arrived.poll(); batch != null; batch = arrived.poll()) {
      List<Copied> next = batch;
      waiting.addAndGet(-next.size());
      send(() -> end.apply(next), next);
    }
  }

  @Override
  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public int waiting() {
    return waiting.get();
  }

  @Override
  public long entries() {
    return entries.get();
  }

  @Override
  public long bytes() {
    return bytes.get();
  }

  @Override
  public List<String> differences() {
    return LiveFollower.differences(source, source.digests(), end.digests());
  }

  @Override
  public void cancel() {
    cancelled = true;
    source.unsubscribe(subscription);
    arrived.clear();
    end.cancel();
  }
}
