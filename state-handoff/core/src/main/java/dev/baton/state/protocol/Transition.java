package dev.baton.state.protocol;

import java.util.List;

/**
 * One step of a shard's life.
 *
 * @param state what to remember; set before the effects are performed
 * @param effects what to do, in this order
 */
public record Transition(ShardState state, List<Effect> effects) {
  public Transition {
    effects = List.copyOf(effects);
  }

  static Transition to(ShardState state, Effect... effects) {
    return new Transition(state, List.of(effects));
  }
}
