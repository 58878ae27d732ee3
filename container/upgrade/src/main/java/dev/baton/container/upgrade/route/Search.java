package dev.baton.container.upgrade.route;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Whom one call asks next: whom the last one named who refused, else whom this node takes for the
 * holder; and the same one again only after a pause, which grows. Used by one thread at a time.
 */
final class Search {
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Routing routing;
  private final String service;
  private final int shard;
  private UUID refusedBy;
  private UUID named;
  private String refusal;
  private long pause = FIRST_PAUSE_NANOS;
  private long pauseUntil;

  Search(Routing routing, String service, int shard) {
    this.routing = routing;
    this.service = service;
    this.shard = shard;
  }

  /** The member to ask now; null while there is none, this node itself aside. */
  UUID next() {
    UUID next = named != null ? named : routing.holders().holder(service, shard).orElse(null);
    if (next == null || next.equals(routing.line().self())) {
      return null;
    }
    return next.equals(refusedBy) && pauseLeft() > 0 ? null : next;
  }

  /** A member has not executed the call. */
  void refused(UUID member, Answer.Refused answer) {
    named = answer.holder().filter(m -> isNews(m, member)).orElse(null);
    refusedBy = member;
    refusal = routing.name(member) + ": " + answer.why();
    pauseUntil = System.nanoTime() + pause;
    pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    if (answer.reason() == Answer.Reason.NOT_THE_HOLDER) {
      routing.holders().wrong(service, shard, member, Optional.ofNullable(named));
    }
  }

  /** Whether it is of use to ask whom a member names: this node knows itself what it holds. */
  private boolean isNews(UUID holder, UUID saidBy) {
    return !holder.equals(saidBy)
        && !holder.equals(refusedBy)
        && !holder.equals(routing.line().self());
  }

  /** Nanoseconds until the one that refused last may be asked again; not positive if it may. */
  long pauseLeft() {
    return refusedBy == null ? 0 : pauseUntil - System.nanoTime();
  }

  /** Why the call was not executed until now, in words. */
  String refusal() {
    if (refusal != null) {
      return refusal;
    }
    return routing.holders().holder(service, shard).isEmpty()
        ? routing.holders().whyNobody(service, shard)
        : "this node is to hold the shard, and does not yet";
  }
}
