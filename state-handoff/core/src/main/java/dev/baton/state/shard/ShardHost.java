package dev.baton.state.shard;

import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.table.ShardTables;
import org.osgi.annotation.versioning.ConsumerType;

/** What a shard asks of its surroundings: its gate, and the bundle's callbacks. */
@ConsumerType
public interface ShardHost {

  /**
   * Lets callers in, to the version of these tables. May be called on a thread of the map: must not
   * block.
   */
  void openGate(ShardId shard, ShardTables holder);

  /** Lets no caller in any more; does not wait for those inside. Must not block. */
  void closeGate(ShardId shard);

  /**
   * Runs the bundle's {@code created}, if asked for, and {@code tookOver} as calls of the shard,
   * within their limit. The gate is closed for others; the tables are open. Called by the thread
   * that drives the shard.
   *
   * @throws RuntimeException if they failed or did not end in time
   */
  void takeOver(ShardId shard, ShardTables holder, boolean created);

  /**
   * The shard was handed over to another node, as it was asked; the gate is closed. May be called
   * on a thread of the map: must not block.
   *
   * @param to the header that names who holds it now
   */
  void handedOver(ShardId shard, Header to);

  /**
   * The copies refused this holder: somebody else holds the shard, and every reply that waits has
   * failed. The gate was closed before. May be called on a thread of the map: must not block.
   *
   * @param by the header that was found, or null if there is none
   */
  void replaced(ShardId shard, Header by);

  /**
   * Tables of about the size to expect of a shard that is loaded: those of another shard of the
   * service that is served here, or null. Only the room for entries goes by it. Called by the
   * thread that brings the shard here, before it loads.
   */
  ShardTables alike();
}
