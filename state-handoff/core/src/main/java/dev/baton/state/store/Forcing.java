package dev.baton.state.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;

/**
 * Forces the log to disk with a thread of its own, so that what only needs to be written never
 * waits for a disk; one force serves all who asked meanwhile. Files that have ended are forced
 * unasked, so that nobody who asks later waits for much.
 */
final class Forcing {
  private final StoreFiles files;
  private final Safety safety;
  private final Thread thread = new Thread(this::run, "baton-store-force");
  private final Deque<SegmentWriter> ended = new ArrayDeque<>(); // guarded by this
  private SegmentWriter current; // guarded by this
  private long wanted; // guarded by this
  private boolean closing; // guarded by this

  Forcing(StoreFiles files, SegmentWriter current, Safety safety) {
    this.files = files;
    this.current = current;
    this.safety = safety;
    thread.setDaemon(true);
    thread.start();
  }

  /** The log goes on in another file; the old one is forced soon and closed. */
  synchronized void goOn(SegmentWriter old, SegmentWriter next) {
    ended.add(old);
    current = next;
    notifyAll();
  }

  /** The log has come to its end; its last file is forced soon and closed. */
  void end(SegmentWriter last) {
    goOn(last, null);
  }

  /** More has been written; whoever wants it forced need not wait longer. */
  synchronized void written() {
    if (wanted > safety.forced().reached()) {
      notifyAll();
    }
  }

  CompletionStage<Void> when(long ticket) {
    synchronized (this) {
      if (ticket > wanted) {
        wanted = ticket;
        notifyAll();
      }
    }
    return safety.forced().when(ticket);
  }

  private void run() {
    while (awaitWork()) {
      try {
        forceAll();
      } catch (IOException | RuntimeException | Error e) {
        safety.fail(e);
      }
    }
  }

  private synchronized boolean awaitWork() {
    while (!closing && ended.isEmpty() && !forceable()) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException("The store's own thread was interrupted", e);
      }
    }
    return !closing || !ended.isEmpty();
  }

  private boolean forceable() {
    long reached = safety.forced().reached();
    return safety.failure().isEmpty() && wanted > reached && safety.written().reached() > reached;
  }

  /**
   * Forces the files that have ended before the current one, so that what is on disk is always a
   * beginning of the log; and the files' names with them.
   */
  private void forceAll() throws IOException {
    long ticket = safety.written().reached();
    SegmentWriter last = wantedCurrent();
    if (forceEnded()) {
      files.force();
    }
    if (last != null && last.open()) {
      last.force();
      safety.forced().reach(ticket);
    }
  }

  private boolean forceEnded() throws IOException {
    boolean any = false;
    for (SegmentWriter next = nextEnded(); next != null; next = nextEnded()) {
      try (SegmentWriter old = next) {
        old.force();
        any = true;
      }
    }
    return any;
  }

  private synchronized SegmentWriter wantedCurrent() {
    return forceable() ? current : null;
  }

  private synchronized SegmentWriter nextEnded() {
    return ended.poll();
  }

  /** Forces what is left; called when the log has ended. */
  void close() throws InterruptedException {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    thread.join();
    if (safety.failure().isEmpty()) {
      safety.forced().reach(safety.written().reached());
    }
  }
}
