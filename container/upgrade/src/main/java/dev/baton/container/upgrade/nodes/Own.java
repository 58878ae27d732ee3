package dev.baton.container.upgrade.nodes;

import dev.baton.state.protocol.Placement;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
     * The nodes that have all that is acknowledged, and are not recorded as gone: those of the copy
     * set in force, for the recorded one has still to be stored where it is another.
     *
     * @param recorded what is said if it is not known which one is in force
     * @param isIn whether a member of a node is recorded as in
     */
    Set<UUID> keptAt(Placement recorded, Predicate<UUID> isIn) {
      return copies.isEmpty()
          ? recorded.now().nodes()
          : copies.stream().filter(isIn).collect(Collectors.toSet());
    }
  }

  /** A shard that waits, and for what. */
  public record Waiting(String service, int number, String why) {}
}
