package dev.baton.state.protocol;

import dev.baton.state.protocol.Effect.CloseGate;
import dev.baton.state.protocol.Effect.Replaced;
import dev.baton.state.protocol.Effect.Send;
import java.util.List;

/**
 * The life of one shard on one node, as a pure function.
 *
 * <table>
 * <caption>Phase, event, next phase, effects</caption>
 * <tr><th>phase</th><th>event</th><th>next</th><th>effects</th><th>who serves</th></tr>
 * <tr><td>absent, replaced</td><td>create</td><td>creating</td><td>send create</td><td>nobody</td></tr>
 * <tr><td></td><td>restore</td><td>restoring</td><td>send create, not complete</td><td></td></tr>
 * <tr><td></td><td>claim</td><td>claiming</td><td>send claim or raise</td><td></td></tr>
 * <tr><td></td><td>arrive</td><td>confirming</td><td>send a batch of nothing</td>
 *     <td>nobody</td></tr>
 * <tr><td>creating</td><td>stands</td><td>seeding</td><td>created, took over</td><td>nobody</td></tr>
 * <tr><td>seeding</td><td>took over</td><td>closed</td><td></td><td>nobody</td></tr>
 * <tr><td></td><td>failed</td><td>seeding</td><td></td><td></td></tr>
 * <tr><td>restoring</td><td>create stands</td><td>restoring</td><td>send stored</td>
 *     <td>nobody</td></tr>
 * <tr><td></td><td>restore: a newer one is stored</td><td>restoring</td>
 *     <td>send create, not complete</td><td></td></tr>
 * <tr><td></td><td>restored</td><td>claiming</td><td>send claim</td><td></td></tr>
 * <tr><td>claiming</td><td>stands</td><td>loading</td><td>load</td><td>nobody</td></tr>
 * <tr><td>loading</td><td>loaded</td><td>confirming</td><td>send a batch of nothing</td>
 *     <td>nobody</td></tr>
 * <tr><td>confirming</td><td>stands</td><td>taking over</td><td>take over</td>
 *     <td>nobody</td></tr>
 * <tr><td>taking over</td><td>took over</td><td>serving</td><td>open</td><td>nobody</td></tr>
 * <tr><td>without a hand-off</td><td>failed</td><td>serving</td><td>open</td><td></td></tr>
 * <tr><td>in a hand-off</td><td>failed</td><td>committing, back</td><td>send commit</td>
 *     <td></td></tr>
 * <tr><td>serving</td><td>close</td><td>closed</td><td>close</td><td>the version named</td></tr>
 * <tr><td>closed</td><td>open</td><td>serving</td><td>open</td><td>held: nobody</td></tr>
 * <tr><td></td><td>give up</td><td>taking over, old</td><td>take over</td><td></td></tr>
 * <tr><td></td><td>hand off</td><td>sealed</td><td>seal; take last, unless a batch is under way</td>
 *     <td></td></tr>
 * <tr><td>sealed</td><td>batch stands</td><td>sealed</td><td>release, take last</td>
 *     <td>held: nobody</td></tr>
 * <tr><td></td><td>taken something</td><td>flushing</td><td>send batch</td><td></td></tr>
 * <tr><td></td><td>taken nothing</td><td>comparing</td><td>compare</td><td></td></tr>
 * <tr><td>flushing</td><td>batch stands</td><td>comparing</td><td>release, compare</td>
 *     <td>held: nobody</td></tr>
 * <tr><td>comparing</td><td>equal</td><td>committing</td><td>send commit</td>
 *     <td>held: nobody</td></tr>
 * <tr><td>sealed, flushing, comparing</td><td>give up, not equal</td><td>taking over, old</td>
 *     <td>unseal, take over</td><td></td></tr>
 * <tr><td>committing</td><td>stands: <b>no return</b></td><td>taking over, new</td>
 *     <td>take over</td><td>held: nobody</td></tr>
 * <tr><td></td><td>the same, back</td><td>taking over, old</td>
 *     <td>drop new, unseal old, take over</td><td></td></tr>
 * <tr><td></td><td>give up</td><td>raising</td><td>send raise</td><td></td></tr>
 * <tr><td>raising</td><td>stands</td><td>taking over, old</td><td>unseal, take over</td>
 *     <td>held: nobody</td></tr>
 * <tr><td></td><td>refused: our commit stands</td><td>committing, no way back</td>
 *     <td>send commit again</td><td></td></tr>
 * <tr><td>any that takes batches</td><td>taken</td><td>the same</td><td>send batch</td><td></td></tr>
 * <tr><td></td><td>batch stands</td><td>the same</td><td>release</td><td></td></tr>
 * <tr><td>taking over, serving, closed</td><td>doubted</td><td>the same</td>
 *     <td>send a batch of nothing, unless one is under way</td><td></td></tr>
 * <tr><td>any</td><td>unanswered</td><td>the same</td><td>send the same again</td><td></td></tr>
 * <tr><td></td><td>otherwise refused</td><td>replaced</td><td>close, replaced</td>
 *     <td>who the header names</td></tr>
 * </table>
 *
 * <p>What keeps it right: a gate opens only after the change of the holder that names this version
 * was answered in full; a plain read of the header opens none. An unknown outcome is resolved by
 * sending the same request again and by nothing else. What was loaded counts only if the header
 * still stands afterwards: a map that lost the shard meanwhile reads as empty. Before a commit is
 * sent nobody but this node can change the header, so the old version reopens under it; afterwards
 * only by a raise. Where no other version could take the shard, a failing {@code tookOver} is for
 * the runtime to report, and the gate opens.
 *
 * <p>An event that came too late (an answer to an older request, a give-up after the outcome, any
 * but the first three when replaced) changes nothing. One that cannot be is a mistake of the
 * caller.
 */
public final class ShardLife {
  private ShardLife() {}

  /**
   * @param state what was remembered; {@link ShardState#ABSENT} at first
   * @return what to remember and what to do
   * @throws IllegalStateException if the event cannot happen in this phase
   */
  public static Transition step(ShardState state, Event event) {
    if (event instanceof Event.Unanswered unanswered) {
      return unanswered.request().equals(state.outstanding())
          ? Transition.to(state, new Send(state.outstanding()))
          : Transition.to(state);
    }
    if (event instanceof Event.Answered answered) {
      return answered.request().equals(state.outstanding())
          ? answered(state, answered.answer())
          : Transition.to(state);
    }
    if (event instanceof Event.Doubted) {
      return Service.doubted(state);
    }
    return switch (state.phase()) {
      case ABSENT, REPLACED, CREATING, SEEDING, RESTORING, CLAIMING, LOADING, CONFIRMING ->
          Arrival.step(state, event);
      case TAKING_OVER, SERVING, CLOSED -> Service.step(state, event);
      case SEALED, FLUSHING, COMPARING, COMMITTING, RAISING -> CutOver.step(state, event);
    };
  }

  private static Transition answered(ShardState state, Answer answer) {
    if (answer.stands()) {
      ShardState confirmed = state.confirmed(answer.header());
      if (state.outstanding() instanceof Request.Batch) {
        return CutOver.flushed(confirmed);
      }
      return switch (state.phase()) {
        case CREATING, RESTORING, CLAIMING -> Arrival.stands(confirmed);
        case COMMITTING, RAISING -> CutOver.stands(confirmed);
        default -> throw new IllegalStateException("A change was sent in phase " + state.phase());
      };
    }
    Move move = state.move();
    if (state.phase() == Phase.RAISING && move.commit().made(answer.header())) {
      return CutOver.forward(state);
    }
    Replaced replaced = new Replaced(answer.header());
    ShardState next = state.replaced(answer.header());
    return state.serves()
        ? Transition.to(next, new CloseGate(), replaced)
        : Transition.to(next, replaced);
  }

  /** Sends a batch with what was taken, or nothing if that is nothing. */
  static Transition send(ShardState state, Event.Taken taken) {
    return taken.entries().isEmpty()
        ? Transition.to(state)
        : send(state, taken.entries(), taken.upTo(), taken.force());
  }

  static Transition send(ShardState state, List<Entry> entries, long upTo, boolean force) {
    Header header = state.header();
    Request.Batch batch =
        new Request.Batch(header.epoch(), header.token(), header.sequence() + 1, entries, force);
    return Transition.to(state.asking(batch, upTo), new Send(batch));
  }

  static IllegalStateException cannot(ShardState state, Event event) {
    return new IllegalStateException(
        event.getClass().getSimpleName()
            + " cannot happen to a shard in phase "
            + state.phase()
            + (state.outstanding() == null ? "" : " with a request outstanding"));
  }
}
