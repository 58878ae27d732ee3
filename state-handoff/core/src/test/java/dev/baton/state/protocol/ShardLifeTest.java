package dev.baton.state.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.protocol.Effect.CloseGate;
import dev.baton.state.protocol.Effect.Compare;
import dev.baton.state.protocol.Effect.Drop;
import dev.baton.state.protocol.Effect.Load;
import dev.baton.state.protocol.Effect.OpenGate;
import dev.baton.state.protocol.Effect.Release;
import dev.baton.state.protocol.Effect.Replaced;
import dev.baton.state.protocol.Effect.Seal;
import dev.baton.state.protocol.Effect.Send;
import dev.baton.state.protocol.Effect.SendStored;
import dev.baton.state.protocol.Effect.TakeLast;
import dev.baton.state.protocol.Effect.TakeOver;
import dev.baton.state.protocol.Effect.Unseal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The stories of one shard on one node, told against one copy that answers when asked to. */
class ShardLifeTest {
  private static final UUID MEMBER = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);
  private static final UUID INCARNATION = new UUID(7, 7);
  private static final Copies COPIES = Copies.first(1, Set.of(MEMBER));
  private static final Holder OLD = new Holder(MEMBER, "1.0.0");
  private static final Holder NEW = new Holder(MEMBER, "2.0.0");
  private static final Entry ENTRY = new Entry("counts", new byte[] {1}, new byte[] {2}, 1);

  private ShardState state = ShardState.ABSENT;
  private Header copy;
  private long token = 100;

  @Test
  void newShardIsSeededAndRecordedBeforeAnybodyCalls() {
    assertInstanceOf(Request.Create.class, sent(create(OLD)));
    assertEquals(List.of(new TakeOver("1.0.0", true)), deliver());
    assertEquals(List.of(new Send(batch(1))), step(taken(1)));
    assertEquals(List.of(), step(new Event.TookOver(true, token++)));
    assertFalse(state.serves());
    assertEquals(List.of(new Release(1)), deliver());
    assertEquals(List.of(new OpenGate("1.0.0")), step(new Event.Open()));
  }

  @Test
  void handOffTakesTheLastBatchOnceTheOneUnderWayIsAnswered() {
    serve();
    step(taken(1));
    assertFalse(state.takesBatch());
    assertEquals(List.of(new CloseGate()), step(new Event.Close()));
    assertEquals(List.of(new Seal("1.0.0")), step(new Event.HandOff(NEW, token++)));
    assertEquals(List.of(new Release(1), new TakeLast()), deliver());
    assertEquals(List.of(new Send(batch(2))), step(taken(2)));
    assertEquals(List.of(new Release(2), new Compare("2.0.0")), deliver());
    assertInstanceOf(Request.Change.class, sent(new Event.Compared(true)));
    assertEquals(List.of(new TakeOver("2.0.0", false)), deliver());
    assertThrows(IllegalStateException.class, () -> step(taken(3)), "it might be handed back");
    assertEquals(List.of(new OpenGate("2.0.0")), step(new Event.TookOver(true, token++)));
    assertEquals(NEW, state.header().holder());
  }

  @Test
  void digestsThatDifferLeaveTheShardWithTheOldVersion() {
    close();
    step(new Event.HandOff(NEW, token++));
    assertEquals(List.of(new Compare("2.0.0")), step(taken(0)));
    assertEquals(
        List.of(new Unseal("1.0.0"), new TakeOver("1.0.0", false)),
        step(new Event.Compared(false)));
    assertEquals(List.of(new OpenGate("1.0.0")), step(new Event.TookOver(false, token++)));
  }

  @Test
  void unknownCommitIsDefeatedByRaise() {
    Request.Change commit = commit();
    Request raise = sent(new Event.GiveUp(token++));
    assertEquals(List.of(new Send(raise)), step(new Event.Unanswered(raise)));
    assertEquals(List.of(), step(new Event.Unanswered(commit)), "no longer outstanding");
    assertEquals(List.of(new Unseal("1.0.0"), new TakeOver("1.0.0", false)), deliver());
    assertEquals(Answer.Verdict.REFUSED, Fence.decide(copy, null, commit, null, MEMBER).verdict());
    assertEquals(List.of(new OpenGate("1.0.0")), step(new Event.TookOver(true, token++)));
  }

  @Test
  void raiseThatFindsItsOwnCommitGoesForward() {
    Request.Change commit = commit();
    copy = Fence.decide(copy, null, commit, null, MEMBER).header();
    step(new Event.GiveUp(token++));
    assertEquals(List.of(new Send(commit)), deliver());
    assertEquals(List.of(), step(new Event.GiveUp(token++)), "decided");
    assertEquals(List.of(new TakeOver("2.0.0", false)), deliver());
  }

  @Test
  void failingTookOverHandsBackToTheTablesThatAreStillLoaded() {
    commit();
    deliver();
    Request back = sent(new Event.TookOver(false, token++));
    assertEquals(List.of(), step(new Event.GiveUp(token++)), "nobody else could serve");
    assertEquals(List.of(new Send(back)), step(new Event.Unanswered(back)));
    assertEquals(
        List.of(new Drop("2.0.0"), new Unseal("1.0.0"), new TakeOver("1.0.0", false)), deliver());
    assertEquals(OLD, state.header().holder());
  }

  @Test
  void refusedBatchClosesTheGateAtOnce() {
    serve();
    step(taken(1));
    copy =
        copy.changed(
            new Request.Change(
                Request.Change.Kind.CLAIM, 0, 0, 9, 9, new Holder(OTHER, "1.0.0"), 0, null));
    assertEquals(List.of(new CloseGate(), new Replaced(copy)), deliver());
    assertEquals(List.of(), step(new Event.Open()), "too late");
    assertFalse(state.holds());
  }

  @Test
  void storedShardIsCompletedByTheClaimThatFollowsItsEntries() {
    serve();
    Header stored = copy;
    copy = null;
    state = ShardState.ABSENT;
    sent(new Event.Restore(stored, null, token++, OLD, null, COPIES));
    assertEquals(List.of(new SendStored()), deliver());
    assertFalse(copy.complete());
    step(taken(1));
    assertEquals(List.of(new Release(1)), deliver());
    sent(new Event.Restored(token++));
    assertEquals(List.of(new Load("1.0.0")), deliver());
    assertTrue(copy.complete());
    assertTrue(copy.epoch() > stored.epoch());
    step(new Event.Loaded());
    assertEquals(List.of(new TakeOver("1.0.0", false)), deliver());
  }

  @Test
  void mapThatLostTheShardWhileItWasLoadedIsNotTakenForEmpty() {
    serve();
    Header left = copy;
    state = ShardState.ABSENT;
    step(new Event.Claim(left, token++, new Holder(OTHER, "1.0.0"), null));
    deliver();
    copy = null;
    step(new Event.Loaded());
    assertEquals(List.of(new Replaced(null)), deliver());
  }

  @Test
  void nobodyClaimsHalfAShard() {
    Header half = new Header(INCARNATION, 3, 3, 1, OLD, COPIES, false);
    Holder other = new Holder(OTHER, "1.0.0");
    assertThrows(
        IllegalStateException.class, () -> step(new Event.Claim(half, token++, other, null)));
    Request claim = new Request.Change(Request.Change.Kind.CLAIM, 3, 3, 4, 4, other, 0, null);
    assertEquals(Answer.Verdict.REFUSED, Fence.decide(half, null, claim, null, MEMBER).verdict());
  }

  private Request.Change commit() {
    close();
    step(new Event.HandOff(NEW, token++));
    step(taken(0));
    return (Request.Change) sent(new Event.Compared(true));
  }

  private void close() {
    serve();
    step(new Event.Close());
  }

  private void serve() {
    step(create(OLD));
    deliver();
    step(new Event.TookOver(true, token++));
    step(new Event.Open());
  }

  private Event create(Holder holder) {
    return new Event.Create(INCARNATION, token++, holder, COPIES);
  }

  private static Event taken(long upTo) {
    return new Event.Taken(upTo == 0 ? List.of() : List.of(ENTRY), upTo, false);
  }

  private Request batch(long sequence) {
    return new Request.Batch(
        state.header().epoch(), state.header().token(), sequence, List.of(ENTRY), false);
  }

  /** Lets the copy judge what is outstanding, and reports its answer. */
  private List<Effect> deliver() {
    Request request = state.outstanding();
    Answer answer = Fence.decide(copy, null, request, null, MEMBER);
    copy = answer.header();
    return step(new Event.Answered(request, answer));
  }

  private Request sent(Event event) {
    List<Effect> effects = new ArrayList<>(step(event));
    return ((Send) effects.get(effects.size() - 1)).request();
  }

  private List<Effect> step(Event event) {
    Transition transition = ShardLife.step(state, event);
    state = transition.state();
    return transition.effects();
  }
}
