package dev.baton.container;

import java.time.Duration;
import java.util.List;

/**
 * What an act says when it is over.
 *
 * @param act what it was: {@code deploy}, {@code upgrade}, {@code rollback}, ...
 * @param service the service or library bundle
 * @param from the version before, or empty
 * @param to the version that serves now, or empty
 * @param elapsed from beginning to end
 * @param shards how many shards moved
 * @param entries how many entries moved
 * @param bytes how many bytes they were, encoded
 * @param callsHeld how many calls were held
 * @param longestHold the longest that one call was held
 * @param holds how long the gate of each moved shard was closed, shortest first
 * @param notes what the operator should know: warnings, whether a rollback is possible
 */
public record Report(
    String act,
    String service,
    String from,
    String to,
    Duration elapsed,
    int shards,
    long entries,
    long bytes,
    long callsHeld,
    Duration longestHold,
    List<Duration> holds,
    List<String> notes) {
  public Report {
    holds = holds.stream().sorted().toList();
    notes = List.copyOf(notes);
  }

  /** How long a shard's gate was closed, at the median; zero if no shard moved. */
  public Duration medianHold() {
    return holds.isEmpty() ? Duration.ZERO : holds.get((holds.size() - 1) / 2);
  }
}
