package dev.baton.container.cluster.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.MemberRules;
import dev.baton.container.cluster.Snapshot;
import dev.baton.state.majority.Roster.OnPeerLost;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Where a majority is not to be had: one of two, with a witness or without, and the last one. */
class FewVotersTest extends NetworkStory {
  @Test
  void theOtherOfTwoMayForgetOneThatIsGone() throws Exception {
    form("a", "b");
    Network.Node a = network.node("a");
    var b = network.node("b").self().node();
    ExecutionException there =
        assertThrows(ExecutionException.class, () -> got(a.attendance().forget(b)));
    assertInstanceOf(IllegalStateException.class, there.getCause());
    network.node("b").stop();
    network.together("a");
    neverWhileCut(a.ledger().amend(put("x", "1")));
    Snapshot forgotten = got(a.attendance().forget(b));
    assertEquals(1, forgotten.roster().voters().size());
    eventually("a goes on", () -> a.ledger().waitsFor().isEmpty() && a.lease().mayAnswer());
  }

  @Test
  void oneOfTwoGoesOnAloneIfItIsToldTo() throws Exception {
    form("a", "b");
    Network.Node a = network.node("a");
    got(a.ledger().amend(entries -> LedgerEntries.onPeerLost(entries, OnPeerLost.CONTINUE)));
    network.node("b").stop();
    neverWhileCut(a.ledger().amend(put("x", "1")));
    network.together("a");
    got(a.ledger().amend(put("y", "1")));
    eventually("a may answer", a.lease()::mayAnswer);
  }

  @Test
  void ofTwoWithAWitnessTheOneThatIsLeftGoesOn() throws Exception {
    form("a", "b", "witness");
    Network.Node a = network.node("a");
    assertEquals(network.node("witness").self().node(), a.ledger().now().roster().witness());
    assertEquals(2, a.ledger().now().roster().nodes().size());
    network.node("b").stop();
    network.together("a", "witness");
    got(a.ledger().amend(put("x", "1")));
    eventually("a may answer", a.lease()::mayAnswer);
  }

  @Test
  void aWitnessFoundsNothingAndWaits() {
    network.start("witness");
    network.start("a");
    network.together("witness", "a");
    eventually("both are in", () -> network.node("witness").lease().mayAnswer());
    assertEquals(
        Set.of(network.node("a").self().node()),
        network.node("witness").ledger().now().roster().nodes());
  }

  @Test
  void anotherWitnessTakesThePlaceOfOneThatIsGone() {
    form("a", "b", "witness");
    Network.Node other = network.start("witness-2");
    network.together("a", "b", "witness", "witness-2");
    eventually("nobody has two", () -> other.ledger().now().number() > 0);
    assertFalse(other.lease().mayAnswer());
    network.node("witness").stop();
    network.together("a", "b", "witness-2");
    eventually("it is in", other.lease()::mayAnswer);
    eventually(
        "the nodes know it",
        () -> other.self().node().equals(network.node("a").ledger().now().roster().witness()));
  }

  /** The line was cut and both went on, as they were told to: one loses what it recorded. */
  @Test
  void ofTwoThatBothWentOnOneStands() throws Exception {
    form("a", "b");
    Network.Node a = network.node("a");
    Network.Node b = network.node("b");
    got(a.ledger().amend(entries -> LedgerEntries.onPeerLost(entries, OnPeerLost.CONTINUE)));
    eventually(
        "b has heard that", () -> b.ledger().now().roster().onPeerLost() == OnPeerLost.CONTINUE);
    network.cut("a", "b");
    network.cut("b", "a");
    network.together("a");
    network.together("b");
    got(a.ledger().amend(put("x", "a")));
    got(b.ledger().amend(put("x", "b")));
    got(b.ledger().amend(put("y", "b")));
    network.heal();
    network.together("a", "b");
    got(a.ledger().amend(put("z", "1")));
    eventually(
        "both know the same",
        () ->
            a.ledger().now().number() == b.ledger().now().number()
                && Arrays.equals(
                    a.ledger().now().entries().get("x"), b.ledger().now().entries().get("x")));
    eventually("one was replaced", () -> a.isReplaced() != b.isReplaced());
    Network.Node stands = a.isReplaced() ? b : a;
    eventually("the other may answer", stands.lease()::mayAnswer);
  }

  private Network.Node leftOfThree() throws Exception {
    form("a", "b", "c");
    Network.Node a = network.node("a");
    got(a.ledger().amend(put("x", "1")));
    network.node("b").stop();
    network.node("c").stop();
    network.together("a");
    neverWhileCut(a.ledger().amend(put("y", "1")));
    return a;
  }

  private void force(Network.Node node) {
    ForcedRestore forced =
        new ForcedRestore(node, node.ledger(), MemberRules.NONE, Duration.ofMillis(50));
    eventually("it has looked", forced::isDone);
  }

  @Test
  void theOneThatIsLeftOfThreeGoesOnIfItIsForced() throws Exception {
    Network.Node a = leftOfThree();
    force(a);
    eventually("a waits for nobody", () -> a.ledger().waitsFor().isEmpty());
    assertEquals(Set.of(a.self().node()), a.ledger().now().roster().voters());
    eventually("a may answer", a.lease()::mayAnswer);
    assertArrayEquals("1".getBytes(StandardCharsets.UTF_8), a.ledger().now().entries().get("x"));
  }

  @Test
  void whoWasForgottenByForceComesBackAsANewOne() throws Exception {
    Network.Node a = leftOfThree();
    force(a);
    eventually("a waits for nobody", () -> a.ledger().waitsFor().isEmpty());
    Network.Node b = network.start("b");
    network.together("a", "b");
    eventually("b is in again", b.lease()::mayAnswer);
    eventually("a knows", () -> a.ledger().now().roster().voters().size() == 2);
  }

  @Test
  void nothingIsForcedWhereAMajorityIsThere() throws Exception {
    form("a", "b", "c");
    Network.Node a = network.node("a");
    network.node("c").stop();
    network.together("a", "b");
    force(a);
    got(a.ledger().amend(put("x", "1")));
    eventually("a may answer", a.lease()::mayAnswer);
    assertEquals(3, a.ledger().now().roster().voters().size());
  }
}
