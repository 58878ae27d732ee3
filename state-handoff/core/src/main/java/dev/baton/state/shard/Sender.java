package dev.baton.state.shard;

import dev.baton.state.map.OutcomeUnknownException;
import dev.baton.state.protocol.Answer;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Event;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.step.Step;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to the copies and reports what becomes of them. A request of unknown outcome is
 * reported as unanswered after a while, upon which the life sends it again.
 */
final class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final long PATIENCE_MILLIS = 2000;

  private final ShardId shard;
  private final ShardEnvironment environment;
  private final Life life;
  private volatile Throwable lastFailure;
  private volatile long failingSince;
  private volatile boolean told;

  Sender(ShardId shard, ShardEnvironment environment, Life life) {
    this.shard = shard;
    this.environment = environment;
    this.life = life;
  }

  /** What the last unanswered request failed with, or null. */
  Throwable lastFailure() {
    return lastFailure;
  }

  /** After an attempt was given up: what comes next has not failed yet. */
  void forget() {
    lastFailure = null;
    told = false;
  }

  void send(Request request) {
    if (life.hasEnded()) {
      return;
    }
    try {
      Copies copies = environment.copies(shard);
      if (!environment.isIn().getAsBoolean()) {
        // what it knows of the copies is of a time in which the shard may be another's
        throw new OutcomeUnknownException("This member is not in the cluster", null);
      }
      environment
          .map()
          .send(shard, request, copies)
          .whenComplete((answer, failure) -> answered(request, answer, failure));
      sent(request);
    } catch (RuntimeException e) {
      unanswered(request, e);
    }
  }

  private static void sent(Request request) {
    if (request instanceof Request.Change change) {
      switch (change.kind()) {
        case COMMIT -> Step.COMMIT_SENT.reached();
        case CLAIM -> Step.CLAIM_SENT.reached();
        case RAISE -> {}
      }
    }
  }

  private void answered(Request request, Answer answer, Throwable failure) {
    if (failure != null) {
      unanswered(request, failure);
      return;
    }
    if (told) {
      told = false;
      LOG.info("{} is answered again, after {} ms", shard, failingMillis());
    }
    lastFailure = null;
    life.report(new Event.Answered(request, answer));
  }

  private void unanswered(Request request, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    tell(request, cause instanceof OutcomeUnknownException ? cause.getMessage() : cause.toString());
    lastFailure = cause;
    try {
      environment
          .scheduler()
          .schedule(
              () -> life.report(new Event.Unanswered(request)),
              environment.retry().toNanos(),
              TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.warn("{} is not sent again, this node is stopping: {}", shard, e.getMessage());
    }
  }

  /** Copies that come and go answer late; what lasts longer somebody should know of. */
  private void tell(Request request, String why) {
    if (lastFailure == null) {
      failingSince = environment.nanoTime().getAsLong();
      LOG.debug("{} of {} is sent again: {}", request.getClass().getSimpleName(), shard, why);
    } else if (!told && failingMillis() >= PATIENCE_MILLIS) {
      told = true;
      LOG.warn(
          "{} of {} has not been answered for {} ms and is sent again every {} ms until it is: {}",
          request.getClass().getSimpleName(),
          shard,
          failingMillis(),
          environment.retry().toMillis(),
          why);
    }
  }

  private long failingMillis() {
    return TimeUnit.NANOSECONDS.toMillis(environment.nanoTime().getAsLong() - failingSince);
  }
}
