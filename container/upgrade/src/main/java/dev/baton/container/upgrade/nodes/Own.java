package dev.baton.container.upgrade.nodes;

import java.util.List;

/**
 * What a node says of itself, as JSON.
 *
 * @param services the services that it runs
 * @param held the shards that it holds
 * @param waiting the shards that nobody can take, as it sees it
 * @param problems what is wrong with it
 */
public record Own(
    List<Runs> services, List<Held> held, List<Waiting> waiting, List<String> problems) {

  /**
   * A service that the node runs.
   *
   * @param running calls inside now
   * @param waiting calls that wait at its gates now
   */
  public record Runs(String service, String version, long running, long waiting) {}

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
