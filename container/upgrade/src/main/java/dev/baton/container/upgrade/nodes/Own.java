package dev.baton.container.upgrade.nodes;

import dev.baton.state.protocol.Placement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

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
   * @param copies the nodes of the copy set that was in force when it was last answered; empty if
   *     that is not known
   */
  public record Held(
      String service,
      int number,
      String version,
      long entries,
      long lagNanos,
      double load,
      Set<UUID> copies) {

    /**
     * The nodes that have all that is acknowledged, and are not recorded as gone. One that is to
     * keep a copy as well is recorded first, and is none of them before it has stored that.
     */
    Set<UUID> keptAt(Placement recorded) {
      Set<UUID> nodes = new HashSet<>(recorded.now().nodes());
      if (!copies.isEmpty()) {
        nodes.retainAll(copies);
      }
      return nodes;
    }
  }

  /** A shard that waits, and for what. */
  public record Waiting(String service, int number, String why) {}
}
