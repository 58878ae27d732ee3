package dev.baton.state.store;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A number that only grows, and those who wait until it has reached theirs. Thread-safe. */
final class Watermark {
  private final TreeMap<Long, CompletableFuture<Void>> waiting = new TreeMap<>();
  private volatile long reached;
  private StoreFailedException failure;

  long reached() {
    return reached;
  }

  CompletionStage<Void> when(long ticket) {
    if (ticket <= reached) {
      return CompletableFuture.completedStage(null);
    }
    synchronized (this) {
      if (ticket <= reached) {
        return CompletableFuture.completedStage(null);
      }
      if (failure != null) {
        return CompletableFuture.failedStage(failure);
      }
      return waiting.computeIfAbsent(ticket, wanted -> new CompletableFuture<>());
    }
  }

  /** Completes on the caller's thread what waited up to {@code ticket}. */
  void reach(long ticket) {
    List<CompletableFuture<Void>> done;
    synchronized (this) {
      reached = Math.max(reached, ticket);
      done = take(waiting.headMap(ticket, true));
    }
    done.forEach(future -> future.complete(null));
  }

  void fail(StoreFailedException cause) {
    List<CompletableFuture<Void>> failed;
    synchronized (this) {
      failure = cause;
      failed = take(waiting);
    }
    failed.forEach(future -> future.completeExceptionally(cause));
  }

  private static List<CompletableFuture<Void>> take(SortedMap<Long, CompletableFuture<Void>> from) {
    List<CompletableFuture<Void>> taken = new ArrayList<>(from.values());
    from.clear();
    return taken;
  }
}
