package dev.baton.container.upgrade.route;

import dev.baton.container.gate.Calls;
import dev.baton.container.gate.Frame;
import dev.baton.container.gate.GatedMethod;
import dev.baton.container.gate.NotHeldException;
import dev.baton.container.gate.RefusedCallException;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ShardGate;
import dev.baton.container.gate.Waiting;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that came from another node: enters this node's gate as a call from outside. While the
 * gate is closed it waits in line without a thread; then it begins anew.
 */
final class IncomingCall {
  private static final Logger LOG = LoggerFactory.getLogger(IncomingCall.class);

  private final UUID asker;
  private final Question question;
  private final Routing routing;
  private final Executor threads;
  private final long begun = System.nanoTime();
  private final CompletableFuture<byte[]> answer = new CompletableFuture<>();

  IncomingCall(UUID asker, Question question, Routing routing) {
    this.asker = asker;
    this.question = question;
    this.routing = routing;
    this.threads = routing.threads().at(question.trail().hops());
  }

  /** Has the call executed on another thread; completed when it is over. */
  CompletionStage<byte[]> answer() {
    int most = routing.limits().hops();
    if (question.trail().hops() > most) {
      refuse(
          Answer.Reason.NOT_CALLABLE,
          "its chain of calls was passed on between nodes more than " + most + " times");
      return answer;
    }
    try {
      threads.execute(this::begin);
    } catch (RejectedExecutionException full) {
      refuse(Answer.Reason.NOT_NOW, full.getMessage());
    }
    return answer;
  }

  private void begin() {
    try {
      Calls.onBehalfOf(question.trail(), this::enter);
    } catch (RuntimeException | Error broken) {
      LOG.error("{} from another node", what(), broken);
      answer.completeExceptionally(broken);
    }
  }

  private void enter() {
    Optional<ServiceGate> gates = routing.gates().find(question.service());
    if (gates.isEmpty()) {
      refuse(Answer.Reason.NOT_THE_HOLDER, question.service() + " is not deployed there");
      return;
    }
    if (question.shard() >= gates.get().shards()) {
      refuse(Answer.Reason.NOT_CALLABLE, "it has " + gates.get().shards() + " shards there");
      return;
    }
    enter(gates.get().shard(question.shard()));
  }

  private void enter(ShardGate gate) {
    GatedMethod method = routing.versions().gated(question.service(), question.method());
    Frame frame;
    try {
      if (question.holdMillis() > 0 && left().isNegative()) {
        refuseLate();
        return;
      }
      frame = gate.enterHere(method);
      if (frame == null) {
        if (left().isNegative() || left().isZero()) {
          refuseLate();
        } else {
          hold(gate, gate.waiting(method));
        }
        return;
      }
    } catch (NotHeldException elsewhere) {
      doubtAsker();
      refuse(Answer.Reason.NOT_THE_HOLDER, elsewhere.getMessage());
      return;
    } catch (RefusedCallException refused) {
      refuse(Answer.Reason.NOT_NOW, refused.getMessage());
      return;
    }
    execute(frame);
  }

  private void hold(ShardGate gate, Waiting waiting) {
    waiting
        .whenNot(gate::holds, left())
        .thenRunAsync(
            () -> {
              waiting.close();
              begin();
            },
            threads)
        .exceptionally(
            full -> {
              waiting.close();
              refuse(Answer.Reason.NOT_NOW, full.getMessage());
              return null;
            });
  }

  private void execute(Frame frame) {
    String version = frame.occupant().version();
    Given given;
    try {
      given = Passage.through(frame, () -> call(frame, version));
    } catch (NotCallableException notBegun) {
      refuse(Answer.Reason.NOT_CALLABLE, notBegun.getMessage());
      return;
    } catch (Throwable thrown) {
      reply(new Answer.Threw(version, Thrown.of(thrown)));
      return;
    }
    if (given.later == null) {
      reply(new Answer.Done(version, given.result));
      return;
    }
    answer.orTimeout(routing.limits().answer().toMillis(), TimeUnit.MILLISECONDS);
    given.later.whenComplete((value, failed) -> reply(later(version, given.method, value, failed)));
  }

  /** What the method gave: an encoded result, or what it will come by. */
  private record Given(Signature method, byte[] result, CompletionStage<?> later) {}

  private Given call(Frame frame, String version) throws Throwable {
    Signature method = routing.versions().find(question.service(), version, question.method());
    if (method == null || method.problem() != null) {
      throw new NotCallableException(
          question.service()
              + " "
              + version
              + " has no "
              + what()
              + (method == null ? "" : " that can be called from another node"));
    }
    Object[] arguments;
    Object target;
    try {
      arguments = method.decodeArguments(question.arguments());
      target = frame.target();
    } catch (IllegalArgumentException | RefusedCallException unfit) {
      throw new NotCallableException(unfit.getMessage());
    }
    Object result = method.invoke(target, arguments);
    CompletionStage<?> later = method.later() ? Later.stage(result) : null;
    return new Given(method, later == null ? encoded(method, result) : null, later);
  }

  private static byte[] encoded(Signature method, Object result) {
    try {
      return method.encodeResult(result);
    } catch (RuntimeException unfit) {
      throw new IllegalStateException(
          method.name() + " was executed, but its result cannot travel: " + unfit.getMessage(),
          unfit);
    }
  }

  private static Answer later(String version, Signature method, Object value, Throwable failed) {
    try {
      return failed == null
          ? new Answer.Done(version, encoded(method, value))
          : new Answer.Threw(version, Thrown.of(cause(failed)));
    } catch (RuntimeException unfit) {
      return new Answer.Threw(version, Thrown.of(unfit));
    }
  }

  private static Throwable cause(Throwable failed) {
    return failed instanceof CompletionException && failed.getCause() != null
        ? failed.getCause()
        : failed;
  }

  private void refuseLate() {
    refuse(Answer.Reason.NOT_NOW, "held there for " + question.holdMillis() + " ms");
  }

  /** Whoever asks does not hold the shard itself, though this node may have thought so. */
  private void doubtAsker() {
    Holders holders = routing.holders();
    if (holders.holder(question.service(), question.shard()).equals(Optional.of(asker))) {
      holders.wrong(question.service(), question.shard(), asker, Optional.empty());
    }
  }

  private void refuse(Answer.Reason reason, String why) {
    Optional<UUID> holder =
        routing
            .holders()
            .holder(question.service(), question.shard())
            .filter(member -> !member.equals(routing.line().self()) && !member.equals(asker));
    reply(new Answer.Refused(reason, why, holder));
  }

  private void reply(Answer given) {
    answer.complete(given.toBytes());
  }

  private Duration left() {
    return Duration.ofMillis(question.holdMillis()).minusNanos(System.nanoTime() - begun);
  }

  private String what() {
    return question.method().toString();
  }
}
