package dev.baton.state.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The protocol as it is, in every order of small worlds and in random orders of larger ones.
 *
 * <p>{@code -Dbaton.protocol.walks=N} sets how many random orders of each world are played, {@code
 * -Dbaton.protocol.seed=S} the seed they begin with, to play a failure again, and {@code
 * -Dbaton.protocol.deep=true} adds worlds that take minutes.
 */
class ProtocolTest {
  private static final int WALKS = Integer.getInteger("baton.protocol.walks", 300);
  private static final int LENGTH = 150;

  /** Writes, reads, hand-offs, crashes, faults, failures. */
  static Stream<Setting> smallWorlds() {
    Stream<Setting> quick =
        Stream.of(
            Setting.alone(Budget.of(1, 1, 0, 1, 1, 1)).undeployed(),
            Setting.alone(Budget.of(2, 1, 1, 1, 0, 1)),
            Setting.alone(Budget.of(2, 1, 1, 0, 1, 1)),
            Setting.alone(Budget.of(1, 0, 2, 1, 0, 0).withChores(2)),
            Setting.alone(Budget.of(1, 0, 0, 2, 1, 0)).fromStores(),
            Setting.pair(0, Budget.of(1, 0, 0, 1, 1, 0)).quick(),
            Setting.pair(1, Budget.of(1, 1, 0, 1, 0, 0)).quick(),
            Setting.pair(1, Budget.of(1, 0, 1, 0, 0, 1)).quick(),
            Setting.pair(0, Budget.of(1, 0, 0, 1, 0, 0)).quick().isolating(),
            Setting.pair(0, Budget.of(0, 0, 0, 1, 0, 0)).fromStores().quick(),
            Setting.trio(Budget.of(1, 0, 0, 1, 0, 0)));
    Stream<Setting> deep =
        Stream.of(
            Setting.alone(Budget.of(2, 1, 1, 1, 1, 1)),
            Setting.alone(Budget.of(1, 1, 2, 1, 1, 1).withChores(2)),
            Setting.pair(1, Budget.of(1, 1, 0, 1, 1, 0)).quick(),
            Setting.pair(1, Budget.of(1, 1, 1, 0, 1, 1)).quick(),
            Setting.pair(0, Budget.of(1, 1, 1, 1, 0, 0)).quick(),
            Setting.pair(0, Budget.of(1, 1, 0, 2, 0, 0)).quick(),
            Setting.pair(0, Budget.of(1, 0, 0, 1, 0, 0)).fromStores().quick(),
            Setting.pair(1, Budget.of(1, 0, 1, 1, 0, 1)).quick().isolating());
    return Boolean.getBoolean("baton.protocol.deep") ? Stream.concat(quick, deep) : quick;
  }

  static List<Setting> largerWorlds() {
    Budget budget = new Budget(8, 6, 4, 3, 6, 3, 3);
    return List.of(
        Setting.alone(budget),
        Setting.alone(budget).undeployed(),
        Setting.pair(0, budget),
        Setting.pair(1, budget).undeployed(),
        Setting.pair(1, budget).isolating(),
        Setting.trio(budget));
  }

  @ParameterizedTest
  @MethodSource("smallWorlds")
  void holdsInEveryOrder(Setting setting) {
    Checker checker = new Checker();
    Checker.Result result = checker.explore(Checker.begin(setting, new Laws()), 5_000_000);
    System.out.printf("every order: %7d states of %s%n", result.states(), setting);
    assertEquals("none", result.describe());
    assertTrue(result.whole());
  }

  @ParameterizedTest
  @MethodSource("largerWorlds")
  void holdsInRandomOrders(Setting setting) {
    Long again = Long.getLong("baton.protocol.seed");
    long first = again == null ? new Random().nextLong() : again;
    World begin = Checker.begin(setting, new Laws());
    Checker checker = new Checker();
    for (long seed = first; seed < first + WALKS; seed++) {
      Checker.Result result = checker.walk(begin, seed, LENGTH);
      assertEquals("none", result.describe(), "Seed " + seed + " of " + setting);
    }
  }

  /** What is never reached is not checked. */
  @Test
  void everyPhaseIsReached() {
    Set<Phase> reached = EnumSet.noneOf(Phase.class);
    Stream.of(
            Setting.alone(Budget.of(1, 0, 1, 0, 0, 1)),
            Setting.alone(Budget.of(0, 0, 0, 1, 0, 0)).undeployed(),
            Setting.pair(0, Budget.of(1, 0, 0, 1, 0, 0)).quick().isolating())
        .forEach(
            setting -> {
              Checker checker = new Checker();
              checker.explore(Checker.begin(setting, new Laws()), 100_000);
              reached.addAll(checker.phases());
            });
    assertEquals(EnumSet.allOf(Phase.class), reached);
  }
}
