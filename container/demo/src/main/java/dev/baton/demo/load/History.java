package dev.baton.demo.load;

import java.util.Arrays;
import java.util.List;

/**
 * Whether what clients were told can have come from one counter per key. Two rules of a counter
 * that only grows: no two increments answer the same value, and a call answers no less than
 * whatever was answered before it was sent (an increment: more).
 */
final class History {

  /**
   * What broke the rules.
   *
   * @param repeated increments that answered a value which another had answered
   * @param wentBack calls that answered less than an answer before them
   */
  record Faults(long repeated, long wentBack) {}

  private final List<CallLog> logs;

  /** Acknowledged calls as log number and call number, those of a key beside each other. */
  private final long[] calls;

  private final int[] ends;

  History(List<CallLog> logs, int keys) {
    this.logs = logs;
    ends = new int[keys];
    for (CallLog log : logs) {
      for (int call = 0; call < log.size(); call++) {
        if (log.isAcknowledged(call)) {
          ends[log.key(call)]++;
        }
      }
    }
    Arrays.parallelPrefix(ends, Integer::sum);
    calls = new long[keys == 0 ? 0 : ends[keys - 1]];
    int[] free = ends.clone();
    for (int l = 0; l < logs.size(); l++) {
      CallLog log = logs.get(l);
      for (int call = 0; call < log.size(); call++) {
        if (log.isAcknowledged(call)) {
          calls[--free[log.key(call)]] = ((long) l << 32) | call;
        }
      }
    }
  }

  Faults faults() {
    long repeated = 0;
    long wentBack = 0;
    int begin = 0;
    for (int end : ends) {
      if (end - begin > 1) {
        Long[] ofKey = Arrays.stream(calls, begin, end).boxed().toArray(Long[]::new);
        repeated += repeated(ofKey);
        wentBack += wentBack(ofKey);
      }
      begin = end;
    }
    return new Faults(repeated, wentBack);
  }

  private long repeated(Long[] ofKey) {
    long[] values =
        Arrays.stream(ofKey).filter(this::isIncrement).mapToLong(this::value).sorted().toArray();
    long repeated = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] == values[i - 1]) {
        repeated++;
      }
    }
    return repeated;
  }

  private long wentBack(Long[] ofKey) {
    Long[] byEnd = ofKey.clone();
    Arrays.sort(byEnd, (a, b) -> Long.compare(ended(a), ended(b)));
    Arrays.sort(ofKey, (a, b) -> Long.compare(sent(a), sent(b)));
    long wentBack = 0;
    long told = Long.MIN_VALUE;
    int before = 0;
    for (Long call : ofKey) {
      while (before < byEnd.length && ended(byEnd[before]) < sent(call)) {
        told = Math.max(told, value(byEnd[before++]));
      }
      if (value(call) < told || isIncrement(call) && value(call) == told) {
        wentBack++;
      }
    }
    return wentBack;
  }

  private CallLog log(long call) {
    return logs.get((int) (call >>> 32));
  }

  private boolean isIncrement(long call) {
    return log(call).isIncrement((int) call);
  }

  private long value(long call) {
    return log(call).value((int) call);
  }

  private long sent(long call) {
    return log(call).sent((int) call);
  }

  private long ended(long call) {
    return log(call).ended((int) call);
  }
}
