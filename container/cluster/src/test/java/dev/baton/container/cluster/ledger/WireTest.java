package dev.baton.container.cluster.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.MemberRules;
import dev.baton.container.cluster.Peer;
import dev.baton.state.majority.Acceptor;
import dev.baton.state.majority.Ask;
import dev.baton.state.majority.Ballot;
import dev.baton.state.majority.Reply;
import dev.baton.state.majority.Roster;
import dev.baton.state.majority.Roster.OnPeerLost;
import dev.baton.state.majority.Vote;
import dev.baton.state.majority.Voter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WireTest {
  private final Peer peer = new Peer(new UUID(1, 2), new UUID(3, 4), "näme", "http://h:1");
  private final Ballot ballot = new Ballot(7, 2, -3);
  private final Document document =
      Document.founding(new UUID(5, 6), peer)
          .amended(new UUID(7, 8), 9, entries())
          .amended(new UUID(7, 8), 10, entries());

  private Map<String, byte[]> entries() {
    Map<String, byte[]> founding = LedgerEntries.with(Map.of(), Roster.of(peer.node()));
    return LedgerEntries.with(
        LedgerEntries.admit(founding, peer, Set.of(), MemberRules.NONE), "empty", new byte[0]);
  }

  @Test
  void everyMessageIsReadAsItWasWritten() {
    UUID cluster = document.cluster();
    Reply<Document> granted = new Reply<>(ballot, true, true, ballot, new Vote<>(ballot, document));
    for (Message message :
        List.of(
            new Message.Vote(cluster, new Ask.Promise<>(ballot)),
            new Message.Vote(cluster, new Ask.Record<>(ballot, document)),
            new Message.Look(null, 0),
            new Message.Look(cluster, 3),
            new Message.Stands(cluster, 4, document),
            new Message.Voted(granted),
            new Message.Voted(new Reply<>(ballot, false, false, ballot, null)),
            new Message.Newer(4, document),
            new Message.Older(0),
            new Message.Same(true))) {
      byte[] bytes = Wire.bytes(message);
      Message read = Wire.message(bytes);
      assertEquals(message.getClass(), read.getClass());
      assertArrayEquals(bytes, Wire.bytes(read));
    }
  }

  @Test
  void aVoterIsReadAsItWasWritten() {
    Voter<Document> voter =
        new Voter<>(6, document, new Acceptor<>(ballot, new Vote<>(ballot, document)));
    Voter<Document> read = Wire.voter(Wire.bytes(voter));
    assertEquals(6, read.number());
    assertEquals(ballot, read.next().accepted().ballot());
    Document found = read.latest();
    assertTrue(found.says(document.entries()) && found.settled());
    assertTrue(found.isBy(new UUID(7, 8), 10) && found.names(peer));
    assertEquals(peer, found.members().get(peer.node()));
    assertArrayEquals(
        Wire.bytes(Voter.<Document>empty()),
        Wire.bytes(Wire.voter(Wire.bytes(Voter.<Document>empty()))));
  }

  @Test
  void whatCannotBeReadIsRefused() {
    byte[] bytes = Wire.bytes(new Message.Newer(4, document));
    byte[] other = bytes.clone();
    other[0] = 2;
    assertThrows(IllegalArgumentException.class, () -> Wire.message(other));
    assertThrows(
        UncheckedIOException.class, () -> Wire.message(Arrays.copyOf(bytes, bytes.length - 9)));
  }

  @Test
  void rosterAndMembersAreReadAsTheyWereWritten() {
    Roster roster =
        new Roster(
            4,
            Set.of(new UUID(1, 1), new UUID(2, 2)),
            new UUID(3, 3),
            OnPeerLost.CONTINUE,
            Set.of(new UUID(9, 9)));
    assertEquals(roster, LedgerEntries.roster(LedgerEntries.with(Map.of(), roster)));
    assertEquals(peer, LedgerEntries.members(entries()).get(peer.node()));
    assertEquals("näme", LedgerEntries.name(entries(), peer.node()));
  }

  @Test
  void aMemberIsTakenOutOnceAndNotInPlaceOfAnother() {
    Map<String, byte[]> in = entries();
    UUID node = peer.node();
    assertEquals(in, LedgerEntries.gone(in, node, UUID.randomUUID(), Set.of(), MemberRules.NONE));
    Map<String, byte[]> out =
        LedgerEntries.gone(in, node, peer.member(), Set.of(), MemberRules.NONE);
    assertTrue(LedgerEntries.members(out).isEmpty());
    assertEquals(out, LedgerEntries.gone(out, node, peer.member(), Set.of(), MemberRules.NONE));
    assertEquals("näme", LedgerEntries.name(out, node));
    assertTrue(LedgerEntries.roster(out).nodes().contains(node));
  }
}
