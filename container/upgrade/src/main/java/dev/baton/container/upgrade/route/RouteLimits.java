package dev.baton.container.upgrade.route;

import java.time.Duration;

/**
 * How far calls between nodes may go.
 *
 * @param answer how long a call that another node executes is waited for, beside the time that it
 *     may be held; when it runs out, the outcome is unknown
 * @param threads how many calls from other nodes run at once, of each number of hops
 * @param queue how many more may wait for such a thread
 * @param hops how many nodes a chain of calls may be passed on to
 */
public record RouteLimits(Duration answer, int threads, int queue, int hops) {

  /** 30 s, 64 threads, 1,000 waiting, 16 hops. */
  public static final RouteLimits DEFAULT = new RouteLimits(Duration.ofSeconds(30), 64, 1000, 16);

  public RouteLimits {
    if (answer.isNegative() || answer.isZero() || threads < 1 || queue < 1 || hops < 1) {
      throw new IllegalArgumentException(
          "Limits of calls between nodes must be positive, but are "
              + answer
              + ", "
              + threads
              + " threads, queue "
              + queue
              + ", "
              + hops
              + " hops");
    }
  }
}
