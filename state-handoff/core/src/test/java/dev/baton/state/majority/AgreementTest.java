package dev.baton.state.majority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.majority.Council.Value;
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

  private static final Roster TWO = roster(0, 1);
  private static final Roster THREE = roster(0, 1, 2);

  /** From one to another that shares one voter with it, and back. */
  private static final List<Roster> MOVING = List.of(TWO, roster(1, 2));

  private static Roster roster(int... voters) {
    Roster roster = Roster.of(Council.id(voters[0]));
    for (int i = 1; i < voters.length; i++) {
      roster = roster.join(Council.id(voters[i]));
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
        new Council(rules, List.of(TWO), 2, 3, 0),
        new Council(rules, List.of(TWO), 2, 2, 1),
        new Council(rules, MOVING, 3, 2, 0),
        new Council(rules, List.of(THREE), 3, 2, 0));
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
  void oneValueStandsWhileNodesRestartAndTheRosterChanges() {
    Council.Rules rules = new Council.Rules();
    for (Council council :
        List.of(
            new Council(rules, List.of(THREE), 3, 6, 4),
            new Council(rules, MOVING, 3, 6, 3),
            new Council(rules, List.of(roster(0), roster(0, 1), roster(0, 1, 2)), 3, 6, 3),
            new Council(rules, List.of(roster(0, 1, 2), roster(2, 3, 4)), 5, 6, 3))) {
      Seen seen = walk(council, WALKS);
      System.out.println("agreement, at random: " + seen);
      assertEquals(Optional.empty(), seen.violation());
    }
  }

  private static DynamicTest brokenAtRandom(String rule, Council council) {
    return DynamicTest.dynamicTest(rule, () -> notice(rule, walk(council, 50 * WALKS)));
  }

  private static void notice(String rule, Seen seen) {
    System.out.printf(
        "rule broken: %-60s after %2d steps, %6d states%n", rule, seen.steps(), seen.states());
    assertTrue(seen.violation().isPresent(), () -> "Not noticed: " + seen);
  }

  @TestFactory
  Stream<DynamicTest> brokenRuleIsNoticed() {
    Council.Rules forgets =
        new Council.Rules() {
          @Override
          Voter<Value> restart(Voter<Value> disk) {
            return disk.with(Acceptor.empty());
          }
        };
    Council.Rules deaf =
        new Council.Rules() {
          @Override
          Acceptor.Heard<Value> hear(Voter<Value> voter, Ask<Value> ask) {
            return ask instanceof Ask.Record
                ? new Acceptor<>(Ballot.NONE, voter.next().accepted()).hear(ask)
                : voter.hear(ask);
          }
        };
    Council.Rules blind =
        new Council.Rules() {
          @Override
          Proposal<Value> hear(
              Proposal<Value> mine, UUID voter, Reply<Value> reply, Roster roster) {
            Reply<Value> less =
                new Reply<>(
                    reply.ballot(), reply.recording(), reply.granted(), reply.promised(), null);
            return mine.hear(voter, less, roster);
          }
        };
    Council.Rules few =
        new Council.Rules() {
          @Override
          Proposal<Value> hear(
              Proposal<Value> mine, UUID voter, Reply<Value> reply, Roster roster) {
            return mine.hear(voter, reply, Roster.of(voter));
          }
        };
    Council.Rules anybody =
        new Council.Rules() {
          @Override
          boolean mayOwn(Value before, String life, boolean tried) {
            return true;
          }
        };
    Council.Rules young =
        new Council.Rules() {
          @Override
          boolean refusesOld() {
            return false;
          }
        };
    Council.Rules ownRoster =
        new Council.Rules() {
          @Override
          Roster roster(Value before, Value wanted) {
            return wanted.roster();
          }
        };
    return Stream.of(
        brokenAtRandom("15: a voter keeps its word over a restart", three(forgets, 3)),
        brokenAtRandom("15: a voter keeps its promise", three(deaf, 0)),
        brokenAtRandom("15: a value that was found is completed", three(blind, 0)),
        brokenAtRandom("15: a majority records", three(few, 0)),
        brokenAtRandom(
            "15: only the author of the value before omits to ask, once", three(anybody, 0)),
        brokenAtRandom(
            "15: nobody votes on what it knows to be decided",
            new Council(young, List.of(THREE), 3, 6, 3)),
        brokenAtRandom(
            "16: the roster in the value before decides",
            new Council(ownRoster, List.of(TWO, roster(0), roster(1)), 2, 4, 0)));
  }

  private static Council three(Council.Rules rules, int faults) {
    return new Council(rules, List.of(THREE), 3, 3, faults);
  }
}
