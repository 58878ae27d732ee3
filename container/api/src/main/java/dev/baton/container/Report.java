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
 * @param medianHold how long a shard's gate was closed, at the median
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
    Duration medianHold,
    List<String> notes) {
  public Report {
    notes = List.copyOf(notes);
  }
}
