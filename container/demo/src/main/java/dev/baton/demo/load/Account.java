package dev.baton.demo.load;

import dev.baton.demo.load.CallLog.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What each counter must hold, by what clients were told; compared with what it does hold. */
final class Account {
  private static final int EXAMPLES = 5;

  private final long base;
  private final int[] acknowledged;
  private final int[] unknown;

  Account(List<CallLog> logs, int keys, long base) {
    this.base = base;
    acknowledged = new int[keys];
    unknown = new int[keys];
    for (CallLog log : logs) {
      for (int call = 0; call < log.size(); call++) {
        if (!log.isIncrement(call)) {
          continue;
        }
        if (log.outcome(call) == Outcome.ACKNOWLEDGED) {
          acknowledged[log.key(call)]++;
        } else if (log.outcome(call) == Outcome.UNKNOWN) {
          unknown[log.key(call)]++;
        }
      }
    }
  }

  /**
   * Compares the account with counters.
   *
   * @param keys which
   * @param values what each of them holds
   */
  AuditResult compare(int[] keys, long[] values) {
    long lost = 0;
    long doubled = 0;
    long uncertain = 0;
    List<String> examples = new ArrayList<>();
    for (int i = 0; i < keys.length; i++) {
      int key = keys[i];
      long value = values[i];
      long least = base + acknowledged[key];
      long most = least + unknown[key];
      lost += Math.max(0, least - value);
      doubled += Math.max(0, value - most);
      uncertain += unknown[key];
      if ((value < least || value > most) && examples.size() < EXAMPLES) {
        examples.add("counter " + key + " holds " + value + ", not " + range(least, most));
      }
    }
    return new AuditResult(keys.length, lost, doubled, uncertain, List.copyOf(examples));
  }

  private static String range(long least, long most) {
    return least == most ? Long.toString(least) : least + " to " + most;
  }
}
