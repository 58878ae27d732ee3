package dev.baton.state.protocol;

import java.util.Set;

/**
 * All that the {@linkplain ShardLife life} of a shard remembers on one node.
 *
 * @param phase where it stands
 * @param header the header as the copies confirmed it last, or null if they never did
 * @param outstanding the request that has not been answered, or null
 * @param upTo the position up to which replies may leave once the outstanding batch is answered
 * @param move the hand-off under way, or null
 */
public record ShardState(Phase phase, Header header, Request outstanding, long upTo, Move move) {

  private static final Set<Phase> FLOWING =
      Set.of(Phase.SEEDING, Phase.RESTORING, Phase.SERVING, Phase.CLOSED);

  /** A shard of which this node knows nothing. */
  public static final ShardState ABSENT = new ShardState(Phase.ABSENT, null, null, 0, null);

  /**
   * Whether {@link Event.Taken} is welcome now: one batch is under way at a time, and a version
   * that may still be handed back from writes nothing before it took over.
   */
  public boolean takesBatch() {
    return outstanding == null && flows();
  }

  /** Whether calls may be in the shard: its gate is open. */
  public boolean serves() {
    return phase == Phase.SERVING;
  }

  /** Whether the header named this node when it was last confirmed. */
  public boolean holds() {
    return header != null && phase != Phase.REPLACED;
  }

  private boolean flows() {
    return FLOWING.contains(phase) || (phase == Phase.TAKING_OVER && move == null);
  }

  ShardState in(Phase next) {
    return new ShardState(next, header, outstanding, upTo, move);
  }

  ShardState confirmed(Header confirmed) {
    return new ShardState(phase, confirmed, null, upTo, move);
  }

  ShardState asking(Request request) {
    return new ShardState(phase, header, request, upTo, move);
  }

  ShardState asking(Request.Batch batch, long position) {
    return new ShardState(phase, header, batch, position, move);
  }

  ShardState moving(Move next) {
    return new ShardState(phase, header, outstanding, upTo, next);
  }

  ShardState replaced(Header by) {
    return new ShardState(Phase.REPLACED, by, null, upTo, null);
  }
}
