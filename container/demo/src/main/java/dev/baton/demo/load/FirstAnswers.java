package dev.baton.demo.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When counters answered again after something happened.
 *
 * @param millis from then to the first successful reply to a call that was sent since, by counter
 */
public record FirstAnswers(Map<Integer, Double> millis) {

  static FirstAnswers of(List<CallLog> logs, long since) {
    Map<Integer, Long> first = new TreeMap<>();
    for (CallLog log : logs) {
      for (int call = 0; call < log.size(); call++) {
        if (log.isAcknowledged(call) && log.sent(call) >= since) {
          first.merge(log.key(call), log.ended(call) - since, Math::min);
        }
      }
    }
    Map<Integer, Double> millis = new TreeMap<>();
    first.forEach((key, nanos) -> millis.put(key, Math.round(nanos / 1e3) / 1e3));
    return new FirstAnswers(millis);
  }
}
