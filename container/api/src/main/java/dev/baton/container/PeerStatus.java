package dev.baton.container;

import java.util.List;

/**
 * A node of the cluster.
 *
 * @param name what its operator calls it
 * @param id the id that it keeps for life
 * @param state {@code serves}, {@code drains}, {@code drained}, {@code waits} (for others), {@code
 *     votes} (a witness), {@code stopped} (since it was told to), or {@code away}
 * @param http where it serves HTTP, or empty
 * @param shards how many shards it holds
 * @param entries how many entries they have
 * @param load how many calls a second they answer, of late
 * @param problems what it says is wrong, in words
 */
public record PeerStatus(
    String name,
    String id,
    String state,
    String http,
    int shards,
    long entries,
    double load,
    List<String> problems) {
  public PeerStatus {
    problems = List.copyOf(problems);
  }
}
