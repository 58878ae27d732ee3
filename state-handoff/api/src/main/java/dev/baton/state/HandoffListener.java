package dev.baton.state;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A whiteboard service of a service bundle that is told when a shard comes and goes, for what lives
 * beside the tables: threads, sockets, caches, seeds.
 *
 * <p>Each method runs as a call of the shard, while the gate is closed for others, on a thread of
 * the container with the bundle's context class loader, and within a limit. One that throws or
 * exceeds it makes the hand-off fail: the old version goes on.
 */
@ConsumerType
public interface HandoffListener {

  /** The bundle holds the shard from now on; the first calls come after this returns. */
  default void tookOver(int shard) {}

  /** The last call before the shard's tables are sealed; what it writes is handed over. */
  default void handingOver(int shard) {}

  /** The shard is new and empty; called once in its life, before {@link #tookOver}. */
  default void created(int shard) {}
}
