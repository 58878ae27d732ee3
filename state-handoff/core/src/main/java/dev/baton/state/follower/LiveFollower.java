package dev.baton.state.follower;

import dev.baton.state.step.Step;
import dev.baton.state.table.CleanEntries;
import dev.baton.state.table.Copied;
import dev.baton.state.table.Receiver;
import dev.baton.state.table.ShardTables;
import dev.baton.state.table.VersionState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A follower of a holder in the same process. Entries are applied under its own lock, in order. */
public final class LiveFollower implements Follower {
  private final ShardTables source;
  private final ShardTables target;
  private final Executor executor;
  private final Receiver receiver;
  private final Consumer<List<Copied>> subscription = this::arrived;
  private final Queue<List<Copied>> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean applying = new AtomicBoolean();
  private volatile boolean loaded;
  private volatile boolean cancelled;
  private volatile RuntimeException failure;

  /**
   * Subscribes to the source; nothing is loaded yet.
   *
   * @param target empty tables
   * @param readers other versions that can read what the target's cannot
   * @param executor applies batches that arrive when nobody waits for them
   */
  public LiveFollower(
      ShardTables source, ShardTables target, Collection<VersionState> readers, Executor executor) {
    this.source = source;
    this.target = target;
    this.executor = executor;
    this.receiver = new Receiver(target, readers);
    source.subscribe(subscription);
    Step.FOLLOWER_SUBSCRIBED.reached();
  }

  @Override
  public String version() {
    return target.version().version();
  }

  @Override
  public Optional<UUID> elsewhere() {
    return Optional.empty();
  }

  @Override
  public ShardTables tables() {
    return target;
  }

  @Override
  public void load(LongConsumer progress) {
    CleanEntries entries = source.cleanEntries();
    for (List<Copied> chunk = entries.next(); chunk != null; chunk = entries.next()) {
      load(chunk);
      catchUp();
      progress.accept(entries());
    }
    synchronized (receiver) {
      receiver.loaded();
    }
    loaded = true;
    catchUp();
    Step.FOLLOWER_LOADED.reached();
  }

  private void load(List<Copied> chunk) {
    synchronized (receiver) {
      if (cancelled) {
        throw new CancellationException("The follower of " + source + " was cancelled");
      }
      chunk.forEach(receiver::load);
    }
  }

  @Override
  public void catchUp() {
    RuntimeException failed = failure;
    if (failed == null) {
      failed = applyArrived();
    }
    if (failed != null) {
      throw failed;
    }
  }

  /**
   * Called between two batches, under the journal's lock: only queues. What nobody applies now is
   * applied by who catches up.
   */
  private void arrived(List<Copied> batch) {
    waiting.addAndGet(batch.size());
    arrived.add(batch);
    if (loaded && applying.compareAndSet(false, true)) {
      try {
        executor.execute(
            () -> {
              applying.set(false);
              applyArrived();
            });
      } catch (RejectedExecutionException stopping) {
        applying.set(false);
      }
    }
  }

  private RuntimeException applyArrived() {
    synchronized (receiver) {
      for (List<Copied> batch = arrived.poll(); batch != null; batch = arrived.poll()) {
        try {
          if (failure == null && !cancelled) {
            batch.forEach(receiver::apply);
          }
        } catch (RuntimeException e) {
          failed(e);
        } catch (LinkageError | StackOverflowError e) {
          failed(new IllegalStateException("A batch of " + source + " failed: " + e, e));
        }
        waiting.addAndGet(-batch.size());
      }
      return failure;
    }
  }

  private void failed(RuntimeException why) {
    failure = why;
    source.unsubscribe(subscription);
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
    synchronized (receiver) {
      return receiver.entries();
    }
  }

  @Override
  public long bytes() {
    synchronized (receiver) {
      return receiver.bytes();
    }
  }

  @Override
  public List<String> differences() {
    synchronized (receiver) {
      Map<String, Long> held = source.digests();
      Map<String, Long> copied = target.digests();
      return differences(source, held, copied);
    }
  }

  /** What differs between the digests of a holder and its follower, by table, in words. */
  static List<String> differences(
      ShardTables source, Map<String, Long> held, Map<String, Long> copied) {
    List<String> differences = new ArrayList<>();
    TreeSet<String> tables = new TreeSet<>(held.keySet());
    tables.addAll(copied.keySet());
    for (String table : tables) {
      long left = held.getOrDefault(table, 0L);
      long right = copied.getOrDefault(table, 0L);
      if (left != right) {
        differences.add(
            "Table '"
                + table
                + "' of "
                + source
                + " has digest "
                + Long.toHexString(left)
                + ", its follower "
                + Long.toHexString(right));
      }
    }
    return differences;
  }

  @Override
  public void cancel() {
    cancelled = true;
    source.unsubscribe(subscription);
    arrived.clear();
  }
}
