package dev.baton.container.cluster.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.MemberRules;
import dev.baton.container.cluster.Snapshot;
import dev.baton.container.cluster.StopEntries;
import dev.baton.state.majority.Roster.OnPeerLost;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nodes that are stopped by their operator are missed no more than they must be. */
class StoppedNodesTest extends NetworkStory {
  private Set<UUID> ids(String... names) {
    return Arrays.stream(names)
        .map(name -> network.node(name).self().node())
        .collect(Collectors.toSet());
  }

  private void servesAlone(String name) {
    network.together(name);
    Network.Node node = network.node(name);
    eventually(
        name + " goes on", () -> node.ledger().waitsFor().isEmpty() && node.lease().mayAnswer());
  }

  private void comesBack(String name, String... all) {
    Network.Node node = network.start(name);
    network.together(all);
    eventually(name + " is in", node.lease()::mayAnswer);
    eventually(
        "its vote counts",
        () -> node.ledger().now().roster().voters().contains(node.self().node()));
    assertFalse(StopEntries.isStopping(node.ledger().now().entries(), node.self().node()));
  }

  @Test
  void oneOfTwoIsStoppedAndTheOtherGoesOn() throws Exception {
    form("a", "b");
    assertEquals(ids("a"), network.node("b").leave().voters());
    servesAlone("a");
    got(network.node("a").ledger().amend(put("x", "1")));
    comesBack("b", "a", "b");
    assertTrue(network.node("b").ledger().now().entries().containsKey("x"));
  }

  @Test
  void oneOfThreeCountsOnAndBothGiveUpTheirVotesWhenTheSecondIsStopped() throws Exception {
    form("a", "b", "c");
    assertEquals(ids("a", "b", "c"), network.node("c").leave().voters());
    network.together("a", "b");
    got(network.node("a").ledger().amend(put("x", "1")));
    assertEquals(ids("a"), network.node("b").leave().voters());
    servesAlone("a");
    comesBack("c", "a", "c");
    comesBack("b", "a", "c", "b");
    assertEquals(ids("a", "b", "c"), network.node("a").ledger().now().roster().voters());
  }

  /**
   * The one that died may have what the other lacks; it comes back by itself, as does the other.
   */
  @Test
  void oneThatDiedIsNotGivenUpWithThem() throws Exception {
    form("a", "b", "c");
    network.node("c").stop();
    network.together("a", "b");
    assertEquals(ids("a", "b", "c"), network.node("b").leave().voters());
    network.together("a");
    neverWhileCut(network.node("a").ledger().amend(put("x", "1")));
    comesBack("b", "a", "b");
    got(network.node("a").ledger().amend(put("x", "1")));
  }

  @Test
  void whereAllAreToStopNobodyGivesUpItsVote() throws Exception {
    form("a", "b", "c");
    for (String name : Set.of("a", "b", "c")) {
      got(network.node(name).attendance().beginStop());
    }
    network.node("a").leave();
    network.together("b", "c");
    assertEquals(ids("a", "b", "c"), network.node("b").leave().voters());
    network.node("c").stop();
    network.start("a");
    network.start("b");
    network.together("a", "b");
    got(network.node("b").ledger().amend(put("x", "1")));
  }

  @Test
  void theLastOneThatStopsIsWaitedFor() throws Exception {
    form("a", "b");
    network.node("b").leave();
    network.together("a");
    eventually("b is out", () -> network.node("a").lease().mayAnswer());
    network.node("a").stop();
    Network.Node b = network.start("b");
    network.together("b");
    neverWhileCut(b.ledger().amend(put("x", "1")));
    assertTrue(b.ledger().waitsFor().orElseThrow().contains("missing: a"));
    network.start("a");
    network.together("b", "a");
    got(b.ledger().amend(put("x", "1")));
    eventually("b is in", b.lease()::mayAnswer);
  }

  @Test
  void theLastOneThatStoppedIsLostAndThoseBeforeItGoOnIfTheyAreForcedTo() throws Exception {
    form("a", "b", "c");
    network.node("c").leave();
    network.together("a", "b");
    network.node("b").leave();
    network.node("a").stop();
    Network.Node b = network.start("b");
    Network.Node c = network.start("c");
    network.together("b", "c");
    neverWhileCut(b.ledger().amend(put("x", "1")));
    ForcedRestore forced =
        new ForcedRestore(b, b.ledger(), MemberRules.NONE, Duration.ofMillis(50));
    eventually("it has looked", forced::isDone);
    got(c.ledger().amend(put("x", "1")));
    eventually("both serve", () -> b.lease().mayAnswer() && c.lease().mayAnswer());
    assertEquals(ids("b", "c"), b.ledger().now().roster().voters());
  }

  /** It may go on alone when the other one dies, not when the other one was told to stop. */
  @Test
  void whoIsToldToGoOnAloneWaitsForTheOneThatWentOnWithoutIt() throws Exception {
    form("a", "b");
    Network.Node a = network.node("a");
    got(a.ledger().amend(e -> LedgerEntries.onPeerLost(e, OnPeerLost.CONTINUE)));
    eventually(
        "b has heard that",
        () -> network.node("b").ledger().now().roster().onPeerLost() == OnPeerLost.CONTINUE);
    assertEquals(ids("a"), network.node("b").leave().voters());
    servesAlone("a");
    got(a.ledger().amend(put("x", "1")));
    a.stop();
    Network.Node b = network.start("b");
    network.together("b");
    neverWhileCut(b.ledger().amend(put("x", "2")));
  }

  @Test
  void oneThatWasStoppedIsForgotten() throws Exception {
    form("a", "b");
    UUID b = network.node("b").self().node();
    network.node("b").leave();
    servesAlone("a");
    Snapshot without = got(network.node("a").attendance().forget(b));
    assertFalse(StopEntries.isStopping(without.entries(), b));
    assertEquals(ids("a"), without.roster().voters());
  }

  @Test
  void aWitnessThatIsStoppedLeavesTheOneNodeThereIs() throws Exception {
    form("a", "witness");
    assertEquals(ids("a"), network.node("witness").leave().voters());
    servesAlone("a");
  }

  @Test
  void asManyOfThoseThatStoppedVoteOnAsCan() throws Exception {
    form("a", "b", "c", "d");
    network.node("d").leave();
    network.together("a", "b", "c");
    assertEquals(ids("a", "b", "c"), network.node("c").leave().voters());
    network.node("b").stop();
    network.start("c");
    network.start("d");
    network.together("a", "c", "d");
    serve("a", "c", "d");
  }

  @Test
  void whoComesBackBringsTheVotesOfOthersThatStopped() throws Exception {
    form("a", "b", "c");
    network.node("c").leave();
    network.together("a", "b");
    assertEquals(ids("a"), network.node("b").leave().voters());
    network.together("a");
    comesBack("c", "a", "c");
    assertEquals(ids("a", "b", "c"), network.node("c").ledger().now().roster().voters());
    network.node("a").stop();
    network.start("b");
    network.together("c", "b");
    serve("b", "c");
  }

  @Test
  void threeOfFourStopAtOnceAndTheFourthGoesOn() throws Exception {
    form("a", "b", "c", "d");
    for (String name : Set.of("b", "c", "d")) {
      got(network.node(name).attendance().beginStop());
    }
    network.node("d").leave();
    network.together("a", "b", "c");
    network.node("c").leave();
    network.together("a", "b");
    serve("a", "b");
    assertEquals(ids("a"), network.node("b").leave().voters());
    servesAlone("a");
  }

  @Test
  void whoIsForcedFindsOutFirstThatItHasNoVoteAnyMore() throws Exception {
    form("a", "b", "c");
    network.node("c").leave();
    network.together("a", "b");
    Network.Node stopping = network.node("b");
    stopping.lease().giveUp();
    stopping.attendance().stop();
    eventually("accepted", () -> stopping.ledger().latest().roster().voters().size() == 1);
    stopping.stop();
    network.node("a").stop();
    Network.Node b = network.start("b");
    network.start("c");
    ForcedRestore forced =
        new ForcedRestore(b, b.ledger(), MemberRules.NONE, Duration.ofMillis(200));
    network.together("b", "c");
    serve("b", "c");
    eventually("it has looked", forced::isDone);
    assertFalse(b.ledger().now().roster().voters().containsAll(ids("a")));
  }

  private void serve(String... names) {
    eventually(
        "all serve",
        () -> Arrays.stream(names).allMatch(name -> network.node(name).lease().mayAnswer()));
  }
}
