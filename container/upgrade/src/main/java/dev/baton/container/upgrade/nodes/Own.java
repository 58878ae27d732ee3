package dev.baton.container.upgrade.nodes;

import java.util.List;

/**
 * What a node says of itself, as JSON.
 *
 * @param held the shards that it holds
 * @param waiting the shards that nobody can take, as it sees it
 * @param problems what is wrong with it
 */
public record Own(List<Held> held, List<Waiting> waiting, List<String> problems) {

  /**
   * A shard that the node holds.
   *
   * @param load calls a second, of late
   */
  public record Held(
      String service, int number, String version, long entries, long lagNanos, double load) {}

  /** A shard that waits, and for what. */
  public record Waiting(String service, int number, String why) {}
}
