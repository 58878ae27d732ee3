package dev.baton.itests.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The rules find exactly what a search through all orders finds, in small histories drawn at
 * random.
 */
class RulesAgainstSearchTest {
  private static final long SEED = 20261121;
  private static final int HISTORIES = 60_000;
  private static final int MOST_CALLS = 6;
  private static final int LAST_INSTANT = 12;
  private static final int HIGHEST_VALUE = 4;

  @Test
  void theRulesAcceptWhatHasAnOrderAndNothingElse() {
    Random random = new Random(SEED);
    int linearizable = 0;
    for (int i = 0; i < HISTORIES; i++) {
      List<Call> calls = draw(random);
      boolean expected = hasOrder(calls, 0, Long.MIN_VALUE);
      List<Fault> faults = CounterRules.faults("key", 0, calls, 0);
      assertEquals(expected, faults.isEmpty(), () -> calls + "\n" + faults);
      linearizable += expected ? 1 : 0;
    }
    int often = HISTORIES / 10;
    assertTrue(linearizable > often && linearizable < HISTORIES - often, linearizable + " may be");
  }

  private static List<Call> draw(Random random) {
    List<Call> calls = new ArrayList<>();
    int size = 1 + random.nextInt(MOST_CALLS);
    for (int i = 0; i < size; i++) {
      // Even begins and odd ends: no two calls touch.
      long begin = 2L * random.nextInt(LAST_INSTANT);
      long end = begin + 1 + 2L * random.nextInt(LAST_INSTANT / 2);
      boolean increment = random.nextInt(3) > 0;
      Outcome outcome = Outcome.values()[Math.max(0, random.nextInt(7) - 4)];
      long value = outcome == Outcome.OK ? random.nextInt(HIGHEST_VALUE) : 0;
      calls.add(new Call(1, "key", increment, outcome, value, begin, end, "here"));
    }
    return calls;
  }

  /** Whether the calls can be executed one after the other from here, none before {@code now}. */
  private static boolean hasOrder(List<Call> calls, long counter, long now) {
    if (calls.stream().noneMatch(Call::isOk)) {
      return true;
    }
    for (Call call : calls) {
      List<Call> rest = new ArrayList<>(calls);
      rest.remove(call);
      long instant = Math.max(now, call.begin());
      boolean inTime = call.outcome() == Outcome.UNKNOWN || instant < call.end();
      if (inTime && answers(call, counter)) {
        long after = call.increment() ? counter + 1 : counter;
        if (hasOrder(rest, after, instant)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean answers(Call call, long counter) {
    return switch (call.outcome()) {
      case OK -> call.value() == (call.increment() ? counter + 1 : counter);
      case FAILED -> false;
      case UNKNOWN -> call.increment();
    };
  }
}
