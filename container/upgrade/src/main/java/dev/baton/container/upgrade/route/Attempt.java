package dev.baton.container.upgrade.route;

import dev.baton.container.cluster.NotDeliveredException;
import dev.baton.container.gate.Trail;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What one call asks each member that it tries; whatever comes back, or does not, is an answer.
 *
 * @param trail the chain that the call is a part of, the hop to the holder included
 * @param arguments as encoded
 */
record Attempt(Routing routing, Signature method, int shard, Trail trail, List<byte[]> arguments) {
  private static final Duration SLACK = Duration.ofSeconds(1);

  /**
   * Asks a member, once.
   *
   * @param hold how long the call may be held there
   */
  CompletionStage<Answer> ask(UUID member, Duration hold) {
    Question question =
        new Question(
            method.gated().service(), shard, method.id(), trail, hold.toMillis(), arguments);
    return routing
        .line()
        .ask(member, question.toBytes(), routing.limits().answer().plus(hold))
        .handle(Attempt::read);
  }

  /** As {@link #ask}; blocks. */
  Answer await(UUID member, Duration hold) {
    Duration limit = routing.limits().answer().plus(hold).plus(SLACK);
    try {
      return ask(member, hold).toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Answer.Unknown("the caller was interrupted while it waited", interrupted);
    } catch (TimeoutException late) {
      return new Answer.Unknown("nothing came within " + limit.toMillis() + " ms", late);
    } catch (ExecutionException broken) {
      return new Answer.Unknown(String.valueOf(broken.getCause()), broken);
    }
  }

  private static Answer read(byte[] bytes, Throwable failed) {
    Throwable why =
        failed instanceof CompletionException && failed.getCause() != null
            ? failed.getCause()
            : failed;
    if (why instanceof NotDeliveredException) {
      return new Answer.Refused(Answer.Reason.NOT_THE_HOLDER, why.getMessage(), Optional.empty());
    }
    if (why != null) {
      return new Answer.Unknown(why.getMessage(), why);
    }
    try {
      return Answer.of(bytes);
    } catch (IOException unreadable) {
      return new Answer.Unknown(
          "its answer cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }
}
