package dev.baton.state.table;

import dev.baton.state.Durability;
import dev.baton.state.StateUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;

/**
 * Notes what was written to the tables of one shard, for the flusher and for followers.
 *
 * <p>A write is noted inside the {@code compute} that makes it, under a lock that is held for a few
 * instructions and never across a bundle's code: either it is noted, in the current generation,
 * before the seal, or it is refused. The flusher takes the whole generation at one instant. Units
 * ({@code atomically}) hold a read lock that the take needs for itself, so none is ever cut; other
 * writes do not touch that lock.
 *
 * <p>A cell is <i>clean</i> if no generation lists it that has not been encoded in full.
 */
final class Journal {
  private final Object lock = new Object();
  private final ReentrantReadWriteLock units = new ReentrantReadWriteLock(true);
  private final LongSupplier nanoTime;
  private final List<Generation> taken = new ArrayList<>();
  private Generation current = new Generation(1);
  private String sealed;
  private volatile String unavailable;
  private volatile long position;
  private volatile Runnable lagging = () -> {};

  /**
   * A journal that is sealed until it is opened.
   *
   * @param unavailable what a refused read or write is told
   */
  Journal(String unavailable, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    seal(unavailable);
  }

  /** Asks for a flush when something was written whose reply does not wait for it. */
  void onLagging(Runnable flush) {
    lagging = flush;
  }

  void seal(String message) {
    synchronized (lock) {
      sealed = message;
      unavailable = message;
    }
  }

  void open() {
    synchronized (lock) {
      sealed = null;
      unavailable = null;
    }
  }

  /** Goes on after the positions of another journal. */
  void continueFrom(long last) {
    synchronized (lock) {
      current = new Generation(last + 1);
      position = last;
    }
  }

  /** What forbids reading and writing, or null. */
  String unavailable() {
    return unavailable;
  }

  /**
   * Notes a write and makes it visible; null for a delete.
   *
   * @throws StateUnavailableException if the journal is sealed; nothing was changed
   */
  void write(Table table, Cell cell, Object value) {
    boolean ask;
    synchronized (lock) {
      if (sealed != null) {
        throw new StateUnavailableException(sealed);
      }
      ask = note(table, cell, value);
      if (value != null) {
        cell.value(value);
      }
    }
    if (ask) {
      lagging.run();
    }
  }

  /** The position is published before the value: who reads the value waits for the position. */
  private boolean note(Table table, Cell cell, Object value) {
    Generation into = current;
    if (into.size == 0) {
      into.since = nanoTime.getAsLong();
    }
    into.mark(table, cell, value);
    Durability durability = table.shape().durability();
    if (durability == Durability.ASYNC) {
      boolean first = !into.lagging;
      into.lagging = true;
      return first;
    }
    into.force |= durability == Durability.DISK;
    if (position != into.number) {
      position = into.number;
    }
    return false;
  }

  /** The last generation that somebody's reply waits for. */
  long position() {
    return position;
  }

  /** The last generation that has anything in it. */
  long last() {
    synchronized (lock) {
      return current.size > 0 ? current.number : current.number - 1;
    }
  }

  /** Entries that are written and not encoded yet. */
  int size() {
    synchronized (lock) {
      int size = current.size;
      for (Generation each : taken) {
        size += each.size;
      }
      return size;
    }
  }

  /** When the oldest entry was written that is not encoded yet, or {@code now}. */
  long oldest(long now) {
    synchronized (lock) {
      if (!taken.isEmpty()) {
        return taken.get(0).since;
      }
      return current.size > 0 ? current.since : now;
    }
  }

  /**
   * Begins a unit on this thread; {@link #endUnit} must follow.
   *
   * @return false if a take that waits for other units did not come through in time
   */
  boolean beginUnit(long timeout, TimeUnit unit) throws InterruptedException {
    return units.readLock().tryLock(timeout, unit);
  }

  void endUnit() {
    units.readLock().unlock();
  }

  /** Whether this thread is inside a unit. */
  boolean insideUnit() {
    return units.getReadHoldCount() > 0;
  }

  /**
   * Takes everything written so far, and what was taken before and could not be encoded.
   *
   * @return what was taken, oldest first, or null if a unit did not end in time
   */
  List<Generation> take(long timeout, TimeUnit unit) throws InterruptedException {
    if (!units.writeLock().tryLock(timeout, unit)) {
      return null;
    }
    try {
      synchronized (lock) {
        if (current.size > 0) {
          taken.add(current);
          current = new Generation(current.number + 1);
        }
        return List.copyOf(taken);
      }
    } finally {
      units.writeLock().unlock();
    }
  }

  /**
   * Runs {@code atOnce} and says at that very instant that all that was taken is encoded. If it
   * throws, what was taken is taken again the next time.
   */
  void encoded(Runnable atOnce) {
    synchronized (lock) {
      atOnce.run();
      taken.clear();
    }
  }

  /** Runs something at an instant at which no generation is half encoded or half shipped. */
  void between(Runnable body) {
    synchronized (lock) {
      body.run();
    }
  }

  /** Whether no generation lists the cell; to be asked {@link #between} batches. */
  boolean isClean(Cell cell) {
    if (current.lists(cell)) {
      return false;
    }
    for (Generation each : taken) {
      if (each.lists(cell)) {
        return false;
      }
    }
    return true;
  }
}
