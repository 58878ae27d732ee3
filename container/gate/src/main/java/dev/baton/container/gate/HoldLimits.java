package dev.baton.container.gate;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many calls may wait, over all gates of the node together, and how long one may; and which
 * gate may be closed.
 */
public final class HoldLimits {
  private final int maxHeld;
  private final Duration maxHold;
  private final AtomicInteger held = new AtomicInteger();
  private final Semaphore closing = new Semaphore(1, true);

  /**
   * @param maxHeld calls that may wait at once, not negative
   * @param maxHold how long a call may wait, not negative
   */
  public HoldLimits(int maxHeld, Duration maxHold) {
    if (maxHeld < 0 || maxHold.isNegative()) {
      throw new IllegalArgumentException(
          "maxHeld and maxHold must not be negative, but are " + maxHeld + " and " + maxHold);
    }
    this.maxHeld = maxHeld;
    this.maxHold = maxHold;
  }

  /** Calls waiting now, over all gates. */
  public int held() {
    return held.get();
  }

  Semaphore closing() {
    return closing;
  }

  Duration maxHold() {
    return maxHold;
  }

  /** Takes a place to wait in; each one taken is given back by {@link #leave}. */
  void take(String call) {
    if (held.incrementAndGet() > maxHeld) {
      held.decrementAndGet();
      throw new RefusedCallException(
          call + " was not executed: " + maxHeld + " calls are waiting at gates already");
    }
  }

  void leave() {
    held.decrementAndGet();
  }
}
