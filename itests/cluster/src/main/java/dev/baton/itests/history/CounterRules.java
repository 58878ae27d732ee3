package dev.baton.itests.history;

import static java.util.Comparator.comparingLong;

import dev.baton.itests.history.Fault.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether the history of one counter is linearizable: whether each call can be given an instant
 * between its begin and its end so that the calls, executed one after the other at their instants,
 * would have answered what clients were told. In full:
 *
 * <ul>
 *   <li>an increment that was answered was executed exactly once, within the call;
 *   <li>an increment of unknown outcome was executed at most once, after its begin, at any time;
 *   <li>a call that failed was not executed;
 *   <li>a read saw the counter at an instant within the call; a read of unknown outcome says
 *       nothing.
 * </ul>
 *
 * <p>For a counter that begins at s this can be decided without a search. Its values are s, s+1,
 * s+2, ... and each comes to be once, at an instant t(s+1) < t(s+2) < ... So:
 *
 * <ol>
 *   <li>No two answered increments have the same value ({@link Kind#REPEATED}).
 *   <li>A value that was told, or that is less than one that was told, and that no answered
 *       increment has, was made by an increment of unknown outcome. There must be enough of them
 *       ({@link Kind#FROM_NOWHERE}). Nothing but its begin binds such an increment, so the one that
 *       began first may as well have made the least of these values, and so on.
 *   <li>Every call bounds the instants:
 *       <table>
 *         <caption>bounds</caption>
 *         <tr><td>increment answered v</td><td>begin < t(v) < end</td></tr>
 *         <tr><td>read answered v</td><td>t(v) < end and begin < t(v+1)</td></tr>
 *         <tr><td>increment of unknown outcome that made v</td><td>begin < t(v)</td></tr>
 *       </table>
 *       Increasing instants within the bounds exist exactly if no value's upper bound is less than
 *       the lower bound of that value or a smaller one ({@link Kind#WENT_BACK}).
 * </ol>
 *
 * <p>Calls that touch at one nanosecond count as concurrent. The cost is that of sorting.
 */
final class CounterRules {
  private final String key;
  private final long start;
  private final long zero;
  private final TreeMap<Long, Told> told = new TreeMap<>();
  private final List<Call> unknown = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  /** What was told of one value. */
  private static final class Told {
    private Call increment;
    private Call readThatEndedFirst;
    private Call readThatBeganLast;

    private void read(Call read) {
      if (readThatEndedFirst == null || read.end() < readThatEndedFirst.end()) {
        readThatEndedFirst = read;
      }
      readThatBeganLast = later(readThatBeganLast, read);
    }

    private Call endedFirst() {
      if (increment == null) {
        return readThatEndedFirst;
      }
      return readThatEndedFirst == null || increment.end() < readThatEndedFirst.end()
          ? increment
          : readThatEndedFirst;
    }
  }

  private CounterRules(String key, long start, long zero) {
    this.key = key;
    this.start = start;
    this.zero = zero;
  }

  /**
   * What cannot be true in the history of one counter.
   *
   * @param start what it held before the first call
   * @param calls all calls of it, in any order
   * @param zero the instant from which messages count
   */
  static List<Fault> faults(String key, long start, List<Call> calls, long zero) {
    CounterRules rules = new CounterRules(key, start, zero);
    calls.forEach(rules::take);
    rules.unknown.sort(comparingLong(Call::begin));
    rules.compareInstants();
    return Collections.unmodifiableList(rules.faults);
  }

  private void take(Call call) {
    if (call.outcome() == Outcome.UNKNOWN && call.increment()) {
      unknown.add(call);
    } else if (call.isOk() && call.value() < (call.increment() ? start + 1 : start)) {
      fault(Kind.FROM_NOWHERE, words(call) + ", but it began at " + start);
    } else if (call.isOk()) {
      Told value = told.computeIfAbsent(call.value(), v -> new Told());
      if (!call.increment()) {
        value.read(call);
      } else if (value.increment == null) {
        value.increment = call;
      } else {
        fault(Kind.REPEATED, words(call) + ", and so was " + words(value.increment));
      }
    }
  }

  /**
   * From the least value to the greatest; {@code latest} began last of all that made or saw less.
   */
  private void compareInstants() {
    Call latest = null;
    long answered = 0;
    boolean enough = true;
    Set<Call> accused = new HashSet<>();
    for (var entry : told.entrySet()) {
      Told value = entry.getValue();
      if (value.increment != null) {
        answered++;
        latest = later(latest, value.increment);
      }
      long madeByUnknown = entry.getKey() - start - answered;
      if (madeByUnknown > unknown.size() && enough) {
        enough = false;
        fault(Kind.FROM_NOWHERE, words(value.endedFirst()) + ", but " + makers(answered));
      }
      int maker = (int) Math.min(madeByUnknown, unknown.size());
      if (maker > 0) {
        latest = later(latest, unknown.get(maker - 1));
      }
      Call first = value.endedFirst();
      if (latest != null && first.end() < latest.begin() && accused.add(latest)) {
        fault(
            latest.isOk() ? Kind.WENT_BACK : Kind.FROM_NOWHERE,
            words(latest) + " began after the end of " + words(first));
      }
      latest = later(latest, value.readThatBeganLast);
    }
  }

  private String makers(long answered) {
    return String.format(
        "it began at %d, and up to this value there are %d answered increments and %d of unknown"
            + " outcome",
        start, answered, unknown.size());
  }

  private static Call later(Call one, Call other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.begin() > one.begin() ? other : one;
  }

  private String words(Call call) {
    return call.words(zero);
  }

  private void fault(Kind kind, String words) {
    faults.add(new Fault(kind, key, words));
  }
}
