package dev.baton.container.cluster.member;

import dev.baton.container.cluster.NotDeliveredException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One question to another member, on its way. It is not sent before there is a connection:
 * Hazelcast would keep it for one that may never be, and when the member is missed at last, nobody
 * could tell a question that was lost with it from one that never left.
 *
 * <p>Thread-safe, and nobody waits in here.
 */
final class Asking {

  /**
   * On the JDK's timer; without an executor of ours each look would be a new thread on two cores.
   */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS, Runnable::run);

  private final String name;
  private final BooleanSupplier member;
  private final BooleanSupplier connected;
  private final Supplier<CompletableFuture<Told>> invocation;
  private final AtomicBoolean decided = new AtomicBoolean();
  private final CompletableFuture<byte[]> answer = new CompletableFuture<>();

  /**
   * @param name of the node that is asked
   * @param member whether it is still a member
   * @param connected whether there is a connection to it; has one made if there is none
   * @param invocation sends the question
   */
  Asking(
      String name,
      BooleanSupplier member,
      BooleanSupplier connected,
      Supplier<CompletableFuture<Told>> invocation) {
    this.name = name;
    this.member = member;
    this.connected = connected;
    this.invocation = invocation;
  }

  /**
   * Sends it as soon as that is possible.
   *
   * @param translated what a failure after it was sent means to the asker
   * @return fails with {@link NotDeliveredException} if it was not sent within the limit
   */
  CompletionStage<byte[]> begin(Duration limit, Function<Throwable, RuntimeException> translated) {
    send();
    return answer
        .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
        .exceptionally(
            failure -> {
              throw decided.compareAndSet(false, true)
                  ? notDelivered("no connection to it could be made in time")
                  : translated.apply(failure);
            });
  }

  private void send() {
    if (decided.get()) {
      return;
    }
    if (!member.getAsBoolean()) {
      decided.set(true);
      answer.completeExceptionally(notDelivered("it is not there any more"));
    } else if (!connected.getAsBoolean()) {
      LATER.execute(this::send);
    } else if (decided.compareAndSet(false, true)) {
      invoke();
    }
  }

  private void invoke() {
    CompletableFuture<Told> told;
    try {
      told = invocation.get();
    } catch (RuntimeException failed) {
      answer.completeExceptionally(failed);
      return;
    }
    told.whenCompleteAsync(this::complete, Runnable::run);
  }

  private void complete(Told told, Throwable failure) {
    if (failure != null) {
      answer.completeExceptionally(failure);
      return;
    }
    try {
      answer.complete(told.answer());
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private NotDeliveredException notDelivered(String why) {
    return new NotDeliveredException("Node " + name + " was not asked: " + why);
  }
}
