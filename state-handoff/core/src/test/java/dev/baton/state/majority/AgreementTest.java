package dev.baton.state.majority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** At most one value stands under a number, in every order; and each rule broken is noticed. */
class AgreementTest {
  private static final int LIMIT = Boolean.getBoolean("baton.protocol.deep") ? 2_000_000 : 60_000;

  private static final int WALKS = 1_000;
  private static final int LENGTH = 60;

  private static final Roster THREE = roster(3);

  private static final List<Roster> MOVING =
      List.of(
          THREE, THREE.without(Council.id(1)), THREE.without(Council.id(1)).without(Council.id(0)));

  private static Roster roster(int voters) {
    Roster roster = Roster.of(Council.id(0));
    for (int v = 1; v < voters; v++) {
      roster = roster.join(Council.id(v));
    }
    return roster;
  }

  private record Seen(int states, int steps, boolean whole, Optional<String> violation) {}

  private record Visit(Council council, int steps) {}

  private static Seen explore(Council first, int limit) {
    Set<Integer> seen = new HashSet<>();
    Deque<Visit> queue = new ArrayDeque<>(List.of(new Visit(first, 0)));
    while (!queue.isEmpty() && seen.size() < limit) {
      Visit visit = queue.remove();
      try {
        for (Council next : visit.council().next()) {
          if (seen.add(next.key().hashCode())) {
            queue.add(new Visit(next, visit.steps() + 1));
          }
        }
      } catch (IllegalStateException e) {
        return new Seen(seen.size(), visit.steps() + 1, false, Optional.of(e.getMessage()));
      }
    }
    return new Seen(seen.size(), 0, queue.isEmpty(), Optional.empty());
  }

  static Stream<Council> councils() {
    Council.Rules rules = new Council.Rules();
    return Stream.of(
        new Council(rules, List.of(roster(2)), 2, 2, 3, 0),
        new Council(rules, List.of(roster(2), roster(3)), 3, 2, 2, 0),
        new Council(rules, List.of(THREE), 3, 2, 2, 0));
  }

  @TestFactory
  Stream<DynamicTest> oneValueStands() {
    return councils()
        .map(
            council ->
                DynamicTest.dynamicTest(
                    "council",
                    () -> {
                      Seen seen = explore(council, LIMIT);
                      System.out.println("agreement: " + seen);
                      assertEquals(Optional.empty(), seen.violation());
                    }));
  }

  @Test
  void ownAttemptNeedsNoPromise() {
    Council.Rules rules =
        new Council.Rules() {
          @Override
          Proposal<String> begin(int proposer, long number, String wanted) {
            return proposer == 0
                ? Proposal.own(number, proposer, wanted)
                : super.begin(proposer, number, wanted);
          }
        };
    Seen seen = explore(new Council(rules, List.of(THREE), 3, 2, 2, 0), LIMIT);
    System.out.println("agreement, own attempts: " + seen);
    assertEquals(Optional.empty(), seen.violation());
  }

  /** Random orders, for councils of too many. */
  private static Seen walk(Council first, int walks) {
    Random random = new Random(1);
    int states = 0;
    for (int walk = 0; walk < walks; walk++) {
      Council council = first;
      for (int step = 1; step <= LENGTH; step++) {
        try {
          List<Council> all = council.next();
          if (all.isEmpty()) {
            break;
          }
          council = all.get(random.nextInt(all.size()));
          states++;
        } catch (IllegalStateException e) {
          return new Seen(states, step, false, Optional.of(e.getMessage()));
        }
      }
    }
    return new Seen(states, 0, false, Optional.empty());
  }

  @Test
  void oneValueStandsWhileVotersRestartAndTheRosterChanges() {
    Council.Rules rules = new Council.Rules();
    for (Council council :
        List.of(
            new Council(rules, List.of(THREE), 3, 3, 5, 4),
            new Council(rules, MOVING, 3, 2, 4, 2),
            new Council(rules, List.of(roster(4), roster(5)), 5, 3, 4, 4))) {
      assertEquals(Optional.empty(), walk(council, WALKS).violation());
    }
  }

  private static DynamicTest brokenAtRandom(String rule, Council council) {
    return DynamicTest.dynamicTest(rule, () -> notice(rule, walk(council, 100 * WALKS)));
  }

  private static void notice(String rule, Seen seen) {
    System.out.printf(
        "rule broken: %-60s after %2d steps, %6d states%n", rule, seen.steps(), seen.states());
    assertTrue(seen.violation().isPresent(), () -> "Not noticed: " + seen);
  }

  private static DynamicTest broken(String rule, Council council) {
    return DynamicTest.dynamicTest(rule, () -> notice(rule, explore(council, LIMIT)));
  }

  @TestFactory
  Stream<DynamicTest> brokenRuleIsNoticed() {
    Council.Rules forgets =
        new Council.Rules() {
          @Override
          Acceptor<String> restart(Acceptor<String> voter) {
            return Acceptor.empty();
          }
        };
    Council.Rules deaf =
        new Council.Rules() {
          @Override
          Acceptor.Heard<String> hear(Acceptor<String> voter, Ask<String> ask) {
            return ask instanceof Ask.Record
                ? new Acceptor<>(Ballot.NONE, voter.accepted()).hear(ask)
                : voter.hear(ask);
          }
        };
    Council.Rules blind =
        new Council.Rules() {
          @Override
          Proposal<String> hear(
              Proposal<String> mine, UUID voter, Reply<String> reply, Roster roster) {
            Reply<String> less =
                new Reply<>(
                    reply.ballot(), reply.recording(), reply.granted(), reply.promised(), null);
            return mine.hear(voter, less, roster);
          }
        };
    Council.Rules few =
        new Council.Rules() {
          @Override
          Proposal<String> hear(
              Proposal<String> mine, UUID voter, Reply<String> reply, Roster roster) {
            return mine.hear(voter, reply, Roster.of(voter));
          }
        };
    Council.Rules twins =
        new Council.Rules() {
          @Override
          Proposal<String> begin(int proposer, long number, String wanted) {
            return Proposal.own(number, 7, wanted);
          }
        };
    Council.Rules untaught =
        new Council.Rules() {
          @Override
          boolean learns() {
            return false;
          }
        };
    return Stream.of(
        brokenAtRandom("15: a voter keeps its word over a restart", three(forgets, 3)),
        broken("15: a voter keeps its promise", three(deaf, 0)),
        broken("15: a value that was found is completed", three(blind, 0)),
        broken("15: a majority records", three(few, 0)),
        broken("15: no two attempts share a ballot, none omits to ask", three(twins, 0)),
        brokenAtRandom(
            "16: the voters of a changed roster learn first",
            new Council(untaught, MOVING, 3, 2, 2, 0)));
  }

  private static Council three(Council.Rules rules, int faults) {
    return new Council(rules, List.of(THREE), 3, 2, 2, faults);
  }
}
