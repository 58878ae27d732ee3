package dev.baton.container.gate;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One call that waits at a gate, from when it has to until it need not any more. Counted among
 * those that are held, whether it waits on a thread or without one. Not thread-safe, but for {@link
 * #close}.
 */
public final class Waiting implements AutoCloseable {
  private final WaitingLine line;
  private final long begun = System.nanoTime();
  private boolean over;

  Waiting(WaitingLine line) {
    this.line = line;
  }

  /**
   * Blocks while the condition holds; it is looked at whenever something has changed at the gate.
   *
   * @return whether it still holds, since the time ran out
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
    return line.block(condition, limit);
  }

  /**
   * Completed when the condition holds no more, or the time has run out; by the thread that changed
   * the gate, so that what follows must be passed on to another.
   */
  public CompletableFuture<Void> whenNot(BooleanSupplier condition, Duration limit) {
    return line.notice(condition).completeOnTimeout(null, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** It waits no more. */
  @Override
  public void close() {
    line.leave(this);
  }

  long begun() {
    return begun;
  }

  /** Whether this is the first time that it is said to be over; under the line's lock. */
  boolean end() {
    boolean first = !over;
    over = true;
    return first;
  }
}
