package dev.baton.container.upgrade.route;

import dev.baton.container.gate.Calls;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The result of a call whose method gives it later: the caller goes on once the holder was asked
 * for the first time. What comes back is taken on another thread, as part of the same chain.
 */
final class LaterResult {
  private final OutgoingCall call;
  private final Executor threads;
  private final CompletableFuture<Object> result = new CompletableFuture<>();

  private LaterResult(OutgoingCall call, Executor threads) {
    this.call = call;
    this.threads = threads;
  }

  /**
   * Begins the call.
   *
   * @param threads for what comes back, and for further attempts
   */
  static CompletableFuture<Object> of(OutgoingCall call, Executor threads) {
    LaterResult later = new LaterResult(call, threads);
    UUID first = call.next();
    if (first == null) {
      later.settle(null, null);
    } else {
      call.ask(first).thenAccept(answer -> later.settle(first, answer));
    }
    return later.result;
  }

  private void settle(UUID asked, Answer answer) {
    Runnable settling = () -> Calls.onBehalfOf(call.trail(), () -> take(asked, answer));
    try {
      threads.execute(settling);
    } catch (RejectedExecutionException full) {
      if (answer instanceof Answer.Done || answer instanceof Answer.Threw) {
        settling.run();
      } else {
        result.completeExceptionally(call.givenUp(asked, answer, full.getMessage()));
      }
    }
  }

  private void take(UUID asked, Answer answer) {
    try {
      Object given = call.settle(asked, answer);
      CompletionStage<?> stage = Later.stage(given);
      if (stage != null) {
        stage.whenComplete(this::complete);
      } else {
        result.complete(given);
      }
    } catch (Throwable thrown) {
      result.completeExceptionally(thrown);
    }
  }

  private void complete(Object value, Throwable failed) {
    if (failed == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(failed);
    }
  }
}
