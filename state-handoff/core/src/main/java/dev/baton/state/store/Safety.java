package dev.baton.state.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * How far the log has come: what was handed to the operating system, what was forced to disk.
 * Forces with a thread of its own, so that what only needs to be written never waits for a disk;
 * one force serves all who asked meanwhile.
 */
final class Safety {
  private final Path folder;
  private final Watermark written = new Watermark();
  private final Watermark forced = new Watermark();
  private final Thread thread = new Thread(this::run, "baton-store-force");
  private final Deque<SegmentWriter> ended = new ArrayDeque<>(); // guarded by this
  private SegmentWriter current; // guarded by this
  private long wanted; // guarded by this
  private boolean closing; // guarded by this
  private volatile StoreFailedException failure;

  Safety(Path folder) {
    this.folder = folder;
    thread.setDaemon(true);
    thread.start();
  }

  synchronized void writingTo(SegmentWriter writer) {
    current = writer;
  }

  /** The log goes on in another file; the old one is forced soon and closed. */
  synchronized void goOn(SegmentWriter old, SegmentWriter next) {
    ended.add(old);
    current = next;
    notifyAll();
  }

  void written(long ticket) {
    written.reach(ticket);
    synchronized (this) {
      if (wanted > forced.reached()) {
        notifyAll();
      }
    }
  }

  /** The log has come to its end; its last file is forced and closed. */
  synchronized void end(SegmentWriter last) {
    goOn(last, null);
  }

  CompletionStage<Void> whenWritten(long ticket) {
    return written.when(ticket);
  }

  CompletionStage<Void> whenForced(long ticket) {
    synchronized (this) {
      if (ticket > wanted) {
        wanted = ticket;
        notifyAll();
      }
    }
    return forced.when(ticket);
  }

  Optional<StoreFailedException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Nothing more is written; whoever waits is told. The first failure is the one that counts. */
  void fail(Throwable cause) {
    synchronized (this) {
      if (failure != null) {
        failure.addSuppressed(cause);
        return;
      }
      failure =
          new StoreFailedException(
              "The store "
                  + folder
                  + " takes nothing any more: "
                  + cause.getMessage()
                  + ". What was written before is kept; put right what is wrong with the disk and"
                  + " restart the node.",
              cause);
    }
    written.fail(failure);
    forced.fail(failure);
  }

  private void run() {
    try {
      while (awaitWork()) {
        forceAll();
      }
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
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
    return failure == null && wanted > forced.reached() && written.reached() > forced.reached();
  }

  private void forceAll() throws IOException {
    long ticket = written.reached();
    SegmentWriter last = wantedCurrent();
    for (SegmentWriter old = nextEnded(); old != null; old = nextEnded()) {
      old.force();
      old.close();
    }
    if (last != null && last.open()) {
      last.force();
      forced.reach(ticket);
    }
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
    if (failure().isEmpty()) {
      forced.reach(written.reached());
    }
  }
}
