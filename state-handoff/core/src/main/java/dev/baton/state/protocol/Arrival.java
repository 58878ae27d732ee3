package dev.baton.state.protocol;

import dev.baton.state.protocol.Effect.Load;
import dev.baton.state.protocol.Effect.Send;
import dev.baton.state.protocol.Effect.SendStored;
import dev.baton.state.protocol.Effect.TakeOver;
import dev.baton.state.protocol.Request.Change;
import dev.baton.state.protocol.Request.Change.Kind;
import java.util.List;

/** How a shard comes to a node that does not hold it: the upper part of {@link ShardLife}. */
final class Arrival {
  private Arrival() {}

  static Transition step(ShardState state, Event event) {
    return switch (state.phase()) {
      case ABSENT, REPLACED -> begin(state, event);
      case SEEDING -> seed(state, event);
      case RESTORING -> restore(state, event);
      case LOADING -> load(state, event);
      default -> wait(state, event);
    };
  }

  private static Transition begin(ShardState state, Event event) {
    if (event instanceof Event.Create create) {
      return send(
          Phase.CREATING,
          new Request.Create(
              create.incarnation(),
              1,
              create.token(),
              0,
              create.holder(),
              create.copies(),
              true,
              null));
    }
    if (event instanceof Event.Restore restore) {
      return send(Phase.RESTORING, incomplete(restore, restore.found()));
    }
    if (event instanceof Event.Claim claim) {
      if (!claim.found().complete()) {
        throw new IllegalStateException(
            "A shard that was not restored in full cannot be claimed, it is to be restored: "
                + claim.found());
      }
      return send(Phase.CLAIMING, change(claim));
    }
    if (event instanceof Event.Arrive arrive) {
      ShardState named = ShardState.ABSENT.in(Phase.CONFIRMING).confirmed(arrive.committed());
      return ShardLife.send(named, List.of(), 0, false);
    }
    if (state.phase() == Phase.REPLACED) {
      return Transition.to(state);
    }
    return wait(state, event);
  }

  private static Request.Create incomplete(Event.Restore restore, Header found) {
    Header stored = restore.stored();
    long known = found == null ? stored.epoch() : Math.max(stored.epoch(), found.epoch());
    return new Request.Create(
        stored.incarnation(),
        known + 1,
        restore.token(),
        stored.sequence(),
        restore.holder(),
        restore.copies(),
        false,
        restore.placement());
  }

  private static Change change(Event.Claim claim) {
    Header found = claim.found();
    boolean own = found.holder().member().equals(claim.holder().member());
    return new Change(
        own ? Kind.RAISE : Kind.CLAIM,
        found.epoch(),
        found.token(),
        found.epoch() + 1,
        claim.token(),
        claim.holder(),
        found.sequence(),
        claim.placement());
  }

  private static Transition send(Phase phase, Request request) {
    return Transition.to(ShardState.ABSENT.in(phase).asking(request), new Send(request));
  }

  private static Transition seed(ShardState state, Event event) {
    if (event instanceof Event.Taken taken && state.takesBatch()) {
      return ShardLife.send(state, taken);
    }
    if (event instanceof Event.TookOver tookOver) {
      return Transition.to(tookOver.succeeded() ? state.in(Phase.CLOSED) : state);
    }
    return wait(state, event);
  }

  private static Transition restore(ShardState state, Event event) {
    if (event instanceof Event.Taken taken && state.takesBatch()) {
      return ShardLife.send(state, taken);
    }
    if (event instanceof Event.Restore again && state.takesBatch()) {
      return send(Phase.RESTORING, incomplete(again, state.header()));
    }
    if (event instanceof Event.Restored restored && state.takesBatch()) {
      Header header = state.header();
      Change claim =
          new Change(
              Kind.CLAIM,
              header.epoch(),
              header.token(),
              header.epoch() + 1,
              restored.token(),
              header.holder(),
              header.sequence(),
              null);
      return Transition.to(state.in(Phase.CLAIMING).asking(claim), new Send(claim));
    }
    return wait(state, event);
  }

  private static Transition load(ShardState state, Event event) {
    return event instanceof Event.Loaded
        ? ShardLife.send(state.in(Phase.CONFIRMING), List.of(), state.upTo(), false)
        : wait(state, event);
  }

  /** What was loaded is all there is: the header that was claimed still stood afterwards. */
  static Transition confirmed(ShardState state) {
    return Transition.to(
        state.in(Phase.TAKING_OVER), new TakeOver(state.header().holder().version(), false));
  }

  /** A hand-off that never began can be given up; nothing else is expected. */
  private static Transition wait(ShardState state, Event event) {
    if (event instanceof Event.GiveUp) {
      return Transition.to(state);
    }
    throw ShardLife.cannot(state, event);
  }

  /** The create, or the change that claims or raises, was answered in full. */
  static Transition stands(ShardState state) {
    String version = state.header().holder().version();
    return switch (state.phase()) {
      case CREATING -> Transition.to(state.in(Phase.SEEDING), new TakeOver(version, true));
      case RESTORING -> Transition.to(state, new SendStored());
      default -> Transition.to(state.in(Phase.LOADING), new Load(version));
    };
  }
}
