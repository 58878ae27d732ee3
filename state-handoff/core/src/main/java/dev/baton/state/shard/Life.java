package dev.baton.state.shard;

import dev.baton.state.protocol.Effect;
import dev.baton.state.protocol.Event;
import dev.baton.state.protocol.ShardLife;
import dev.baton.state.protocol.ShardState;
import dev.baton.state.protocol.Transition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The state of a shard, its lock, and whoever waits for it to change. The lock is held for a step
 * of {@link ShardLife} and never while an effect is performed.
 *
 * <p>What blocks is put by for the thread that drives the shard; everything else is performed by
 * the thread that reported the event, in order.
 */
final class Life {
  private final Object lock = new Object();
  private final LongSupplier nanoTime;
  private final Consumer<Effect> performer;
  private final Deque<Effect> forDriver = new ArrayDeque<>();
  private ShardState state = ShardState.ABSENT;
  private boolean taking;
  private boolean ended;
  private volatile long safe;

  Life(LongSupplier nanoTime, Consumer<Effect> performer) {
    this.nanoTime = nanoTime;
    this.performer = performer;
  }

  ShardState state() {
    synchronized (lock) {
      return state;
    }
  }

  /** Up to where everything is safe. */
  long safe() {
    return safe;
  }

  /** Takes a step and performs what follows from it. */
  void report(Event event) {
    Transition transition;
    synchronized (lock) {
      transition = step(event);
    }
    perform(transition);
  }

  /** As {@link #report}, at a moment at which nobody is taking a batch. */
  void reportBetweenTakes(Event event) throws InterruptedException {
    Transition transition;
    synchronized (lock) {
      while (taking) {
        lock.wait();
      }
      transition = step(event);
    }
    perform(transition);
  }

  /**
   * Takes a step, unless somebody is taking a batch: what was taken must be sent, and cannot be
   * while another request is under way.
   */
  void reportUnlessTaking(Event event) {
    Transition transition;
    synchronized (lock) {
      if (taking) {
        return;
      }
      transition = step(event);
    }
    perform(transition);
  }

  private Transition step(Event event) {
    Transition transition = ShardLife.step(state, event);
    state = transition.state();
    for (Effect effect : transition.effects()) {
      if (effect instanceof Effect.Release release) {
        safe = Math.max(safe, release.upTo());
      }
    }
    lock.notifyAll();
    return transition;
  }

  private void perform(Transition transition) {
    for (Effect effect : transition.effects()) {
      if (isForDriver(effect)) {
        synchronized (lock) {
          forDriver.add(effect);
          lock.notifyAll();
        }
      } else {
        performer.accept(effect);
      }
    }
  }

  private static boolean isForDriver(Effect effect) {
    return effect instanceof Effect.TakeLast
        || effect instanceof Effect.SendStored
        || effect instanceof Effect.Load
        || effect instanceof Effect.Compare
        || effect instanceof Effect.TakeOver;
  }

  /** Begins to take a batch, if one is welcome and nobody else does; {@link #took} must follow. */
  boolean beginTake() {
    synchronized (lock) {
      if (ended || taking || !state.takesBatch()) {
        return false;
      }
      taking = true;
      return true;
    }
  }

  /** Ends the taking of a batch. */
  void took() {
    synchronized (lock) {
      taking = false;
      lock.notifyAll();
    }
  }

  /**
   * Knows nothing of the shard any more. What is under way may stand all the same, and the header
   * then names this member: it is to be claimed.
   */
  void forget() {
    synchronized (lock) {
      state = ShardState.ABSENT;
      forDriver.clear();
      lock.notifyAll();
    }
  }

  /** Nobody waits any more, nothing is taken any more. */
  void end() {
    synchronized (lock) {
      ended = true;
      lock.notifyAll();
    }
  }

  boolean hasEnded() {
    synchronized (lock) {
      return ended;
    }
  }

  /**
   * Waits until the condition holds, which is looked at after every step.
   *
   * @param deadline by the clock
   * @return whether it holds; false if the time ran out or the shard has ended
   */
  boolean await(Predicate<ShardState> condition, long deadline) throws InterruptedException {
    synchronized (lock) {
      while (!condition.test(state)) {
        if (ended || !waitUntil(deadline)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Waits until a batch may be taken, or everything up to the position is safe, or it is no use.
   */
  boolean awaitTake(long position, Predicate<ShardState> noUse, long deadline)
      throws InterruptedException {
    synchronized (lock) {
      while (safe < position && !ended && !noUse.test(state) && (taking || !state.takesBatch())) {
        if (!waitUntil(deadline)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * The next thing for the driver to do, or null if the condition holds before there is one, the
   * time runs out or the shard has ended.
   */
  Effect awaitWork(Predicate<ShardState> settled, long deadline) throws InterruptedException {
    synchronized (lock) {
      while (forDriver.isEmpty() && !settled.test(state) && !ended) {
        if (!waitUntil(deadline)) {
          return null;
        }
      }
      return forDriver.poll();
    }
  }

  private boolean waitUntil(long deadline) throws InterruptedException {
    long left = deadline - nanoTime.getAsLong();
    if (left <= 0) {
      return false;
    }
    TimeUnit.NANOSECONDS.timedWait(lock, left);
    return true;
  }

  /** The end of a time that begins now. */
  long deadline(Duration within) {
    return nanoTime.getAsLong() + within.toNanos();
  }
}
