package dev.baton.state.protocol;

import dev.baton.state.protocol.Effect.Compare;
import dev.baton.state.protocol.Effect.Drop;
import dev.baton.state.protocol.Effect.Release;
import dev.baton.state.protocol.Effect.Replaced;
import dev.baton.state.protocol.Effect.Seal;
import dev.baton.state.protocol.Effect.Send;
import dev.baton.state.protocol.Effect.TakeLast;
import dev.baton.state.protocol.Effect.TakeOver;
import dev.baton.state.protocol.Effect.Unseal;
import dev.baton.state.protocol.Request.Change;
import dev.baton.state.protocol.Request.Change.Kind;

/** From the seal to the new version, or back: the lower part of {@link ShardLife}. */
final class CutOver {
  private CutOver() {}

  static Transition seal(ShardState state, Event.HandOff handOff) {
    Holder from = state.header().holder();
    ShardState next =
        state
            .in(Phase.SEALED)
            .moving(new Move(from, handOff.to(), handOff.token(), null, false, false));
    Seal seal = new Seal(from.version());
    return state.outstanding() == null
        ? Transition.to(next, seal, new TakeLast())
        : Transition.to(next, seal);
  }

  static Transition step(ShardState state, Event event) {
    if (event instanceof Event.GiveUp giveUp) {
      return giveUp(state, giveUp.token());
    }
    if (event instanceof Event.Taken taken
        && state.phase() == Phase.SEALED
        && state.outstanding() == null) {
      return taken.entries().isEmpty()
          ? compare(state)
          : ShardLife.send(state.in(Phase.FLUSHING), taken);
    }
    if (event instanceof Event.Compared compared && state.phase() == Phase.COMPARING) {
      return compared.equal() ? commit(state) : unseal(state);
    }
    throw ShardLife.cannot(state, event);
  }

  /** A batch was answered in full, in whatever phase. */
  static Transition flushed(ShardState state) {
    Release release = new Release(state.upTo());
    return switch (state.phase()) {
      case CONFIRMING -> Arrival.confirmed(state);
      case SEALED -> Transition.to(state, release, new TakeLast());
      case FLUSHING ->
          Transition.to(
              state.in(Phase.COMPARING), release, new Compare(state.move().to().version()));
      default -> Transition.to(state, release);
    };
  }

  private static Transition compare(ShardState state) {
    return Transition.to(state.in(Phase.COMPARING), new Compare(state.move().to().version()));
  }

  /** Sends the commit: from here the other version may hold the shard. */
  static Transition commit(ShardState state) {
    Header header = state.header();
    Move move = state.move();
    Change commit =
        new Change(
            Kind.COMMIT,
            header.epoch(),
            header.token(),
            header.epoch() + 1,
            move.token(),
            move.to(),
            header.sequence(),
            null);
    return Transition.to(
        state.in(Phase.COMMITTING).moving(move.sent(commit)).asking(commit), new Send(commit));
  }

  /** The raise found our own commit: the new version gets the shard. */
  static Transition forward(ShardState state) {
    Move move = state.move().decide();
    return Transition.to(
        state.in(Phase.COMMITTING).moving(move).asking(move.commit()), new Send(move.commit()));
  }

  private static Transition giveUp(ShardState state, long token) {
    return switch (state.phase()) {
      case COMMITTING -> state.move().decided() ? Transition.to(state) : raise(state, token);
      case RAISING -> Transition.to(state);
      default -> unseal(state);
    };
  }

  /** Its epoch is above that of the commit, so that no two attempts look alike on a disk. */
  private static Transition raise(ShardState state, long token) {
    Change commit = state.move().commit();
    Change raise =
        new Change(
            Kind.RAISE,
            commit.fromEpoch(),
            commit.fromToken(),
            commit.epoch() + 1,
            token,
            state.move().from(),
            commit.least(),
            null);
    return Transition.to(state.in(Phase.RAISING).asking(raise), new Send(raise));
  }

  /** The commit or the raise was answered in full. */
  static Transition stands(ShardState state) {
    Move move = state.move();
    if (state.phase() == Phase.RAISING) {
      return unseal(state);
    }
    if (!move.to().member().equals(move.from().member())) {
      return Transition.to(state.replaced(state.header()), new Replaced(state.header()));
    }
    String to = move.to().version();
    if (move.back()) {
      return Transition.to(
          takingOver(state), new Drop(move.from().version()), new Unseal(to), takeOver(to));
    }
    return Transition.to(state.in(Phase.TAKING_OVER).moving(move.decide()), takeOver(to));
  }

  private static Transition unseal(ShardState state) {
    String from = state.move().from().version();
    return Transition.to(takingOver(state), new Unseal(from), takeOver(from));
  }

  /** The old version goes on; it is told so, because it may have been told to hand over. */
  static Transition takeBack(ShardState state) {
    return Transition.to(takingOver(state), takeOver(state.header().holder().version()));
  }

  private static ShardState takingOver(ShardState state) {
    return state.in(Phase.TAKING_OVER).moving(null);
  }

  private static TakeOver takeOver(String version) {
    return new TakeOver(version, false);
  }
}
