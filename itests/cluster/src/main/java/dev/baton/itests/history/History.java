package dev.baton.itests.history;

import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All calls of a story, in the order of their begins. Immutable. */
public final class History {
  private static final int EXAMPLES = 10;

  private final long start;
  private final List<Call> calls;

  /**
   * A history.
   *
   * @param start what every counter held before the first call
   * @param calls in any order
   */
  public History(long start, Collection<Call> calls) {
    this.start = start;
    this.calls = calls.stream().sorted(comparingLong(Call::begin)).toList();
  }

  /** All calls. */
  public List<Call> calls() {
    return calls;
  }

  /** This history, with further calls. */
  public History with(Collection<Call> further) {
    List<Call> all = new ArrayList<>(calls);
    all.addAll(further);
    return new History(start, all);
  }

  /** What cannot be true in it; see {@link CounterRules}. */
  public List<Fault> faults() {
    long zero = calls.isEmpty() ? 0 : calls.get(0).begin();
    return byKey().entrySet().stream()
        .flatMap(key -> CounterRules.faults(key.getKey(), start, key.getValue(), zero).stream())
        .toList();
  }

  private Map<String, List<Call>> byKey() {
    Map<String, List<Call>> byKey = new TreeMap<>();
    calls.forEach(call -> byKey.computeIfAbsent(call.key(), k -> new ArrayList<>()).add(call));
    return byKey;
  }

  /**
   * Takes a history in which all may be true, and in which somebody was answered at all.
   *
   * @return this
   * @throws AssertionError with the faults in words
   */
  public History mustBeTrue() {
    List<Fault> faults = faults();
    if (!faults.isEmpty()) {
      throw new AssertionError(
          faults.size()
              + " faults in "
              + figures()
              + ":\n"
              + faults.stream()
                  .limit(EXAMPLES)
                  .map(Fault::toString)
                  .collect(Collectors.joining("\n")));
    }
    if (calls.stream().noneMatch(Call::isOk)) {
      throw new AssertionError("Nobody was answered: " + figures());
    }
    return this;
  }

  /** Its figures. */
  public Figures figures() {
    Map<Outcome, Long> outcomes =
        calls.stream().collect(Collectors.groupingBy(Call::outcome, Collectors.counting()));
    Map<String, Long> remarks =
        calls.stream()
            .filter(call -> !call.isOk())
            .collect(
                Collectors.groupingBy(
                    call -> call.outcome() + " " + call.remark(),
                    TreeMap::new,
                    Collectors.counting()));
    return new Figures(
        outcomes.getOrDefault(Outcome.OK, 0L),
        outcomes.getOrDefault(Outcome.FAILED, 0L),
        outcomes.getOrDefault(Outcome.UNKNOWN, 0L),
        longestGap("client ", call -> String.valueOf(call.client())),
        longestGap("counter ", Call::key),
        remarks);
  }

  /** The longest time between two answers that have the same owner; the first begin counts too. */
  private Gap longestGap(String what, Function<Call, String> owner) {
    List<Call> byEnd = calls.stream().sorted(comparingLong(Call::end)).toList();
    Map<String, Long> last = new HashMap<>();
    calls.forEach(call -> last.putIfAbsent(owner.apply(call), call.begin()));
    Gap longest = Gap.NONE;
    for (Call call : byEnd) {
      if (call.isOk()) {
        long before = last.put(owner.apply(call), call.end());
        long gap = call.end() - before;
        if (gap > longest.nanos()) {
          longest = new Gap(what + owner.apply(call), before - calls.get(0).begin(), gap);
        }
      }
    }
    return longest;
  }
}
