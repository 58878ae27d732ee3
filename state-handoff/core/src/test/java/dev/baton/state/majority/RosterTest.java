package dev.baton.state.majority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.majority.Roster.OnPeerLost;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID C = new UUID(0, 3);
  private static final UUID D = new UUID(0, 4);

  @Test
  void oneNodeDecidesAlone() {
    assertTrue(Roster.of(A).majority(Set.of(A)));
    assertFalse(Roster.of(A).majority(Set.of(B)));
  }

  @Test
  void twoNodesDecideTogetherUnlessTheSurvivorContinues() {
    Roster two = Roster.of(A).join(B);
    assertFalse(two.majority(Set.of(A)));
    assertTrue(two.majority(Set.of(A, B)));
    assertTrue(two.onPeerLost(OnPeerLost.CONTINUE).majority(Set.of(B)));
    assertFalse(two.onPeerLost(OnPeerLost.CONTINUE).majority(Set.of(C)));
  }

  @Test
  void witnessMakesTwoNodesThreeVoters() {
    Roster three = Roster.of(A).join(B).onPeerLost(OnPeerLost.CONTINUE).witnessedBy(C);
    assertTrue(three.majority(Set.of(A, C)));
    assertFalse(three.majority(Set.of(A)), "with a witness nobody goes on alone");
    assertEquals(Set.of(B, C), three.missing(Set.of(A)));
    assertThrows(IllegalArgumentException.class, () -> three.witnessedBy(D));
    assertThrows(IllegalArgumentException.class, () -> three.join(C));
  }

  @Test
  void operatorForgetsOneOfTwoOnTheWordOfTheOther() {
    Roster two = Roster.of(A).join(B);
    assertTrue(two.mayForget(B, Set.of(A)));
    assertFalse(two.mayForget(A, Set.of(A)));
    assertFalse(two.mayForget(C, Set.of(A)), "it has no vote; both could, on either side of a cut");
    Roster four = two.join(C).join(D);
    assertFalse(four.mayForget(D, Set.of(A, B)), "the other half could forget as well");
    assertEquals(Set.of(A), two.without(B).nodes());
    assertThrows(IllegalArgumentException.class, () -> Roster.of(A).without(A));
  }

  @Test
  void discardedIncarnationStaysDead() {
    UUID incarnation = new UUID(9, 9);
    Roster roster = Roster.of(A).discard(incarnation).join(B).without(A);
    assertEquals(Set.of(incarnation), roster.dead());
    assertEquals(4, roster.number());
  }

  /** One change apart, every two majorities meet; this is what a record rests on. */
  @Test
  void majoritiesBeforeAndAfterAChangeMeet() {
    Roster roster = Roster.of(A);
    List<Roster> row = new ArrayList<>(List.of(roster));
    for (UUID node : List.of(B, C, D, new UUID(0, 5), new UUID(0, 6))) {
      roster = roster.join(node);
      row.add(roster);
    }
    for (int i = 1; i < row.size(); i++) {
      assertMeet(row.get(i - 1), row.get(i));
    }
  }

  private static void assertMeet(Roster one, Roster other) {
    List<Set<UUID>> others = majorities(other);
    for (Set<UUID> first : majorities(one)) {
      for (Set<UUID> second : others) {
        assertTrue(first.stream().anyMatch(second::contains), first + " and " + second);
      }
    }
  }

  private static List<Set<UUID>> majorities(Roster roster) {
    List<UUID> voters = List.copyOf(roster.voters());
    List<Set<UUID>> majorities = new ArrayList<>();
    for (int bits = 0; bits < 1 << voters.size(); bits++) {
      Set<UUID> some = new TreeSet<>();
      for (int i = 0; i < voters.size(); i++) {
        if ((bits & 1 << i) != 0) {
          some.add(voters.get(i));
        }
      }
      if (roster.majority(some)) {
        majorities.add(some);
      }
    }
    return majorities;
  }
}
