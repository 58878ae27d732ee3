package dev.baton.container.upgrade.nodes;

import dev.baton.state.protocol.Placement;

/** What is to be said of a shard, in words. */
final class ShardNote {
  /**
   * Each is some 50 bytes in a record that all nodes keep and send. A holder needs few; only while
   * there is none do they grow.
   */
  private static final int MANY_COPY_SETS = 100;

  private ShardNote() {}

  /**
   * Of a shard that nobody holds.
   *
   * @param waits for whom or what it waits, or null if that is not known
   * @param placement as is recorded, or null
   */
  static String unheld(String waits, Placement placement) {
    String why = waits == null ? "nobody holds it at the moment" : waits;
    return placement == null || placement.line().size() <= MANY_COPY_SETS
        ? why
        : why
            + "; more than "
            + MANY_COPY_SETS
            + " copy sets are on its record and each node that comes and goes adds one, so do not let"
            + " it wait for long";
  }

  /**
   * Of one that is held.
   *
   * @param copies how many have all that is acknowledged
   * @param nodes of the cluster
   */
  static String held(int copies, int nodes) {
    return nodes > 1 && copies < 2 ? "one copy only" : "";
  }
}
