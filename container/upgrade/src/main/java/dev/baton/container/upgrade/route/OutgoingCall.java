package dev.baton.container.upgrade.route;

import dev.baton.container.UnknownOutcomeException;
import dev.baton.container.gate.Calls;
import dev.baton.container.gate.Frame;
import dev.baton.container.gate.NotHeldException;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.RefusedCallException;
import dev.baton.container.gate.ShardGate;
import dev.baton.container.gate.Trail;
import dev.baton.container.gate.Waiting;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * One call of a shard that another node holds, until it is settled:
 *
 * <table>
 *   <caption>What comes back, and what follows</caption>
 *   <tr><th>what comes back</th><th>what follows</th></tr>
 *   <tr><td>executed</td><td>the caller gets the result, or what was thrown</td></tr>
 *   <tr><td>not the holder, or not now</td><td>it is tried again where the shard is then, this node
 *       included, until the caller has waited as long as a gate holds calls</td></tr>
 *   <tr><td>not to be called there</td><td>refused at once</td></tr>
 *   <tr><td>no answer</td><td>unknown; tried again, twice at most, if the method is declared
 *       idempotent</td></tr>
 * </table>
 *
 * <p>Used by one thread at a time.
 */
final class OutgoingCall {
  private static final int MOST_REPEATS = 2;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Routing routing;
  private final ShardGate gate;
  private final int shard;
  private final Signature method;
  private final Object[] arguments;
  private final Attempt attempt;
  private final Search search;

  /** That of the remote occupant, on the caller's own thread; null on another. */
  private final Frame frame;

  private long holdUntil;
  private int repeats;

  /** What an earlier attempt came to whose outcome is not known; null if there was none. */
  private UnknownOutcomeException unknown;

  private Waiting waiting;

  /**
   * @param frame that of the remote occupant, if the call is settled in it; else null
   */
  OutgoingCall(
      Routing routing,
      ShardGate gate,
      int shard,
      Frame frame,
      Signature method,
      Object[] arguments) {
    this.routing = routing;
    this.gate = gate;
    this.shard = shard;
    this.frame = frame;
    this.method = method;
    this.arguments = arguments;
    this.search = new Search(routing, method.gated().service(), shard);
    this.holdUntil = System.nanoTime() + gate.maxHold().toNanos();
    try {
      this.attempt =
          new Attempt(
              routing, method, shard, Calls.trail().next(), method.encodeArguments(arguments));
    } catch (IllegalArgumentException unfit) {
      throw refused(unfit.getMessage());
    }
  }

  /** The chain that it is a part of, the hop to the holder included. */
  Trail trail() {
    return attempt.trail();
  }

  /**
   * The member to ask now; null if there is none, or the shard is here, and the call has to wait or
   * to enter this node's own gate.
   */
  UUID next() {
    return isHere() ? null : search.next();
  }

  /** Asks a member, once. */
  CompletionStage<Answer> ask(UUID member) {
    return attempt.ask(member, holdLeft());
  }

  /**
   * Goes on until the call is settled; blocks.
   *
   * @param asked who was asked already, or null
   * @param answered and what came back
   * @return what the method gives; its own stage if it was executed here and gives one
   * @throws Throwable what the method threw
   * @throws RefusedCallException if it was not executed
   * @throws UnknownOutcomeException if that is not known
   */
  Object settle(UUID asked, Answer answered) throws Throwable {
    UUID member = asked;
    Answer answer = answered;
    try {
      while (true) {
        if (answer != null) {
          Settled settled = take(member, answer);
          if (settled != null) {
            return settled.result();
          }
          answer = null;
        }
        Frame here = enterHere();
        if (here != null) {
          return execute(here);
        }
        member = search.next();
        if (Thread.currentThread().isInterrupted()) {
          throw refused("the caller is interrupted");
        }
        if (member == null) {
          await();
        } else if (routing.unanswered().begin(member, attempt.trail().hops())) {
          answer = await(member);
        } else {
          awaitRoom(member);
        }
      }
    } finally {
      if (waiting != null) {
        waiting.close();
      }
    }
  }

  /** What became of the call. */
  private record Settled(Object result) {}

  /** Null if it has to be tried again. */
  private Settled take(UUID member, Answer answer) throws Throwable {
    if (answer instanceof Answer.Done done) {
      answeredBy(done.version());
      return new Settled(result(member, done));
    }
    if (answer instanceof Answer.Threw threw) {
      Throwable thrown = threw.what().toThrowable(method.method(), routing.name(member));
      if (thrown instanceof UnknownOutcomeException outcome && repeat(outcome)) {
        return null;
      }
      answeredBy(threw.version());
      throw thrown;
    }
    if (answer instanceof Answer.Refused refused) {
      search.refused(member, refused);
      if (!refused.reason().again()) {
        throw refused(search.refusal());
      }
      return null;
    }
    UnknownOutcomeException outcome = unknown(member, (Answer.Unknown) answer);
    if (repeat(outcome)) {
      return null;
    }
    throw outcome;
  }

  private UnknownOutcomeException unknown(UUID member, Answer.Unknown answer) {
    return new UnknownOutcomeException(
        what()
            + " may have been executed or not: "
            + routing.name(member)
            + " did not answer: "
            + answer.why(),
        answer.cause());
  }

  /** What the caller is told if there is no further attempt. */
  RuntimeException givenUp(UUID asked, Answer answered, String why) {
    return answered instanceof Answer.Unknown unknown ? unknown(asked, unknown) : refused(why);
  }

  private Object result(UUID member, Answer.Done done) {
    try {
      return method.decodeResult(done.result());
    } catch (RuntimeException unfit) {
      throw new IllegalStateException(
          what()
              + " was executed on "
              + routing.name(member)
              + ", but its result cannot be read here: "
              + unfit.getMessage(),
          unfit);
    }
  }

  /** Whether a call whose outcome is not known is made once more. */
  private boolean repeat(UnknownOutcomeException outcome) {
    if (!method.idempotent() || repeats == MOST_REPEATS || Thread.currentThread().isInterrupted()) {
      return false;
    }
    repeats++;
    unknown = outcome;
    holdUntil = System.nanoTime() + gate.maxHold().toNanos();
    return true;
  }

  private boolean isHere() {
    Occupant now = gate.occupant();
    return now != null && !now.remote();
  }

  /** Enters this node's own gate, if the shard has come here meanwhile; else null. */
  private Frame enterHere() {
    Occupant now = gate.occupant();
    if (now != null && now.remote()) {
      return null;
    }
    try {
      return gate.enterHere(method.gated());
    } catch (NotHeldException elsewhere) {
      return null;
    } catch (RefusedCallException closed) {
      throw refused(closed.getMessage());
    }
  }

  private Object execute(Frame here) throws Throwable {
    String version = here.occupant().version();
    try {
      return Passage.through(here, () -> method.invoke(here.target(), arguments));
    } finally {
      answeredBy(version);
    }
  }

  private Answer await(UUID member) {
    try {
      return attempt.await(member, holdLeft());
    } finally {
      routing.unanswered().end(member, attempt.trail().hops());
    }
  }

  /**
   * Waits until there is somebody to ask, or the shard is here; for a pause at most, if one is on.
   */
  private void await() {
    long pause = search.pauseLeft();
    Duration most = pause > 0 ? Duration.ofNanos(pause) : holdLeft();
    hold(search.refusal(), limit -> waiting.await(this::mustWait, limit), most);
  }

  /** Waits until fewer calls wait for the member's answer; looks for the holder now and then. */
  private void awaitRoom(UUID member) {
    hold(
        routing.limits().unanswered() + " calls wait for an answer of " + routing.name(member),
        limit -> routing.unanswered().awaitRoom(member, attempt.trail().hops(), limit),
        LOOK_AGAIN);
  }

  /** How a held call waits. */
  private interface Wait {
    void run(Duration limit) throws InterruptedException;
  }

  private void hold(String why, Wait wait, Duration most) {
    Duration left = holdLeft();
    if (left.isZero()) {
      throw refused("held for " + gate.maxHold().toMillis() + " ms; " + why);
    }
    try {
      if (waiting == null) {
        waiting = gate.waiting(method.gated());
      }
      wait.run(left.compareTo(most) < 0 ? left : most);
    } catch (RefusedCallException full) {
      throw refused(full.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw refused("interrupted while held; " + why);
    }
  }

  private boolean mustWait() {
    boolean closedForGood = gate.occupant() == null && !gate.holds();
    return !isHere() && !closedForGood && search.next() == null;
  }

  private Duration holdLeft() {
    return Duration.ofNanos(Math.max(0, holdUntil - System.nanoTime()));
  }

  private void answeredBy(String version) {
    if (frame != null) {
      frame.answeredBy(version);
    }
  }

  /** What the caller is told if this attempt was not executed, and none follows. */
  private RuntimeException refused(String why) {
    if (unknown != null) {
      return new UnknownOutcomeException(
          unknown.getMessage() + "; then it was tried again and not executed: " + why, unknown);
    }
    String text = what() + " was not executed: " + why;
    return frame != null ? frame.notExecuted(text) : new RefusedCallException(text);
  }

  private String what() {
    return method.name() + " of " + method.gated().service() + ", shard " + shard + ",";
  }
}
