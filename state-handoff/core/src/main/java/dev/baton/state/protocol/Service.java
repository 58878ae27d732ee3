package dev.baton.state.protocol;

import dev.baton.state.protocol.Effect.CloseGate;
import dev.baton.state.protocol.Effect.OpenGate;
import java.util.List;

/** A shard that is served, about to be, or drained: the middle part of {@link ShardLife}. */
final class Service {
  private Service() {}

  static Transition step(ShardState state, Event event) {
    if (event instanceof Event.Taken taken && state.takesBatch()) {
      return ShardLife.send(state, taken);
    }
    return switch (state.phase()) {
      case TAKING_OVER -> takeOver(state, event);
      case SERVING -> serve(state, event);
      default -> drain(state, event);
    };
  }

  /** In any other phase a request of its own is under way, or nothing is held. */
  static Transition doubted(ShardState state) {
    return switch (state.phase()) {
      case TAKING_OVER, SERVING, CLOSED ->
          state.takesBatch()
              ? ShardLife.send(state, List.of(), state.upTo(), false)
              : Transition.to(state);
      default -> Transition.to(state);
    };
  }

  private static Transition takeOver(ShardState state, Event event) {
    if (event instanceof Event.TookOver tookOver) {
      return tookOver.succeeded() || state.move() == null
          ? open(state.moving(null))
          : CutOver.commit(state.moving(state.move().undo(tookOver.token())));
    }
    return tooLate(state, event);
  }

  private static Transition serve(ShardState state, Event event) {
    return event instanceof Event.Close
        ? Transition.to(state.in(Phase.CLOSED), new CloseGate())
        : tooLate(state, event);
  }

  private static Transition drain(ShardState state, Event event) {
    if (event instanceof Event.Open) {
      return open(state);
    }
    if (event instanceof Event.HandOff handOff) {
      return CutOver.seal(state, handOff);
    }
    if (event instanceof Event.GiveUp) {
      return CutOver.takeBack(state);
    }
    throw ShardLife.cannot(state, event);
  }

  private static Transition tooLate(ShardState state, Event event) {
    if (event instanceof Event.GiveUp) {
      return Transition.to(state);
    }
    throw ShardLife.cannot(state, event);
  }

  private static Transition open(ShardState state) {
    return Transition.to(state.in(Phase.SERVING), new OpenGate(state.header().holder().version()));
  }
}
