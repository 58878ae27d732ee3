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
 * @param unanswered how many threads of this node may wait for an answer of another one, of each
 *     number of hops: what a node that hangs can take of those that serve HTTP
 */
public record RouteLimits(Duration answer, int threads, int queue, int hops, int unanswered) {

  /** 30 s, 64 threads, 1,000 waiting, 16 hops, 64 unanswered. */
  public static final RouteLimits DEFAULT =
      new RouteLimits(Duration.ofSeconds(30), 64, 1000, 16, 64);

  public RouteLimits {
    int least = Math.min(Math.min(threads, queue), Math.min(hops, unanswered));
    if (answer.isNegative() || answer.isZero() || least < 1) {
      throw new IllegalArgumentException(
          "Limits of calls between nodes must be positive, but are "
              + answer
              + ", "
              + threads
              + " threads, queue "
              + queue
              + ", "
              + hops
              + " hops, "
              + unanswered
              + " unanswered");
    }
  }
}
