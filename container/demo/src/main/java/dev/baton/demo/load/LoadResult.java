package dev.baton.demo.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run came to.
 *
 * @param requests calls that were due and ended
 * @param failed how many of them did not succeed
 * @param unknown how many of those are of unknown outcome
 * @param reasons why they failed, with how many did for that reason
 * @param sentElsewhere how often a call was sent to another server since one had not executed it
 * @param droppedConnections how often the server closed a connection after a reply
 * @param versions successful calls by the major version that executed them
 * @param repeated increments that answered a value which another had answered
 * @param wentBack calls that answered less than an answer before them
 * @param windows the figures of each window
 */
public record LoadResult(
    long requests,
    long failed,
    long unknown,
    Map<String, Integer> reasons,
    long sentElsewhere,
    long droppedConnections,
    Map<Integer, Long> versions,
    long repeated,
    long wentBack,
    List<WindowFigures> windows) {

  static LoadResult of(List<CallLog> logs, int keys, Windows windows, long end, Tally tally) {
    long requests = 0;
    long failed = 0;
    long unknown = 0;
    Map<String, Integer> reasons = new TreeMap<>();
    Map<Integer, Long> versions = new TreeMap<>();
    for (CallLog log : logs) {
      requests += log.size();
      log.reasons().forEach((reason, times) -> reasons.merge(reason, times, Integer::sum));
      for (int call = 0; call < log.size(); call++) {
        if (log.isAcknowledged(call)) {
          versions.merge(log.version(call), 1L, Long::sum);
        } else {
          failed++;
          unknown += log.outcome(call) == CallLog.Outcome.UNKNOWN ? 1 : 0;
        }
      }
    }
    History.Faults faults = new History(logs, keys).faults();
    return new LoadResult(
        requests,
        failed,
        unknown,
        reasons,
        tally.timesSentElsewhere(),
        tally.droppedConnections(),
        versions,
        faults.repeated(),
        faults.wentBack(),
        windows.figures(logs, end));
  }
}
