package dev.baton.container.upgrade.route;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * How many threads of this node wait for an answer of each other one. A node that hangs is noticed
 * after seconds only; until then it takes no more than so many of this node's threads, and calls of
 * other shards go on. Counted by hops, since calls that wait for each other have different numbers.
 */
final class Unanswered {
  private final int most;
  private final Map<Way, Integer> counts = new HashMap<>();
  private int waiting;

  private record Way(UUID member, int hops) {
    // By hand, as in MethodId.
    @Override
    public boolean equals(Object other) {
      return other instanceof Way way && hops == way.hops && member.equals(way.member);
    }

    @Override
    public int hashCode() {
      return 31 * member.hashCode() + hops;
    }
  }

  Unanswered(int most) {
    this.most = most;
  }

  /** Counts one more, which is to be ended; false if there are too many. */
  synchronized boolean begin(UUID member, int hops) {
    Way way = new Way(member, hops);
    int now = counts.getOrDefault(way, 0);
    if (now == most) {
      return false;
    }
    counts.put(way, now + 1);
    return true;
  }

  synchronized void end(UUID member, int hops) {
    counts.computeIfPresent(new Way(member, hops), (way, now) -> now == 1 ? null : now - 1);
    if (waiting > 0) {
      notifyAll();
    }
  }

  /** Waits until there is room for one more, or the time has run out. */
  synchronized void awaitRoom(UUID member, int hops, Duration limit) throws InterruptedException {
    Way way = new Way(member, hops);
    long end = System.nanoTime() + limit.toNanos();
    waiting++;
    try {
      long left = limit.toNanos();
      while (left > 0 && counts.getOrDefault(way, 0) == most) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
    } finally {
      waiting--;
    }
  }
}
