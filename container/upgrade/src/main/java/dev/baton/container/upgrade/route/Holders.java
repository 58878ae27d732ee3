package dev.baton.container.upgrade.route;

import java.util.Optional;
import java.util.UUID;

/**
 * Who holds which shard, as far as this node knows. Implemented by the engine, which calls {@link
 * dev.baton.container.gate.ShardGate#lookAgain} when it knows anew, holding no lock that is taken
 * here: calls that wait ask again then. Asked by many threads at once; must not block.
 */
public interface Holders {

  /** The member that holds a shard; empty while nobody does. */
  Optional<UUID> holder(String service, int shard);

  /** Why nobody is known to hold a shard, in words. */
  default String whyNobody(String service, int shard) {
    return "nobody is known to hold the shard";
  }

  /**
   * A member that was taken for the holder says that it is not, could not be reached, or asks this
   * node for the shard.
   *
   * @param says whom it takes for the holder, if it knows another one
   */
  void wrong(String service, int shard, UUID member, Optional<UUID> says);
}
