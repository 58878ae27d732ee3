package dev.baton.container.cluster.ledger;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.MemberRules;
import dev.baton.container.cluster.Peer;
import dev.baton.state.majority.Roster;
import dev.baton.state.majority.Roster.OnPeerLost;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WentOnTest {
  private static final Peer OTHER =
      new Peer(new UUID(0, 2), new UUID(1, 2), "b", "http://127.0.0.1:2");

  private final MemoryStore store = new MemoryStore();
  private final Peer self = new Peer(store.node(), new UUID(1, 1), "a", "http://127.0.0.1:1");

  private boolean isAlone() {
    return WentOn.alone(store.store(), self.node());
  }

  private void record(Map<String, byte[]> entries) {
    new KeptVoter(store.store(), () -> {})
        .replace(1, new Document(new UUID(5, 5), new UUID(6, 6), 0, true, entries));
  }

  private Map<String, byte[]> both(OnPeerLost answer) {
    Set<UUID> there = Set.of(self.member(), OTHER.member());
    Map<String, byte[]> one = LedgerEntries.with(Map.of(), Roster.of(self.node()));
    Map<String, byte[]> admitted = LedgerEntries.admit(one, self, there, MemberRules.NONE);
    return LedgerEntries.onPeerLost(
        LedgerEntries.admit(admitted, OTHER, there, MemberRules.NONE), answer);
  }

  private Map<String, byte[]> without(Map<String, byte[]> entries) {
    return LedgerEntries.gone(
        entries, OTHER.node(), OTHER.member(), Set.of(self.member()), MemberRules.NONE);
  }

  @Test
  void whoTookTheOtherOfTwoOutAndMayGoOnIsAlone() {
    assertFalse(isAlone());
    record(both(OnPeerLost.CONTINUE));
    assertFalse(isAlone());
    record(without(both(OnPeerLost.CONTINUE)));
    assertTrue(isAlone());
  }

  @Test
  void whoWaitsForTheOtherIsNot() {
    record(without(both(OnPeerLost.STOP)));
    assertFalse(isAlone());
  }

  @Test
  void aClusterOfOneIsNot() {
    record(LedgerEntries.with(Map.of(), Roster.of(self.node())));
    assertFalse(isAlone());
  }
}
