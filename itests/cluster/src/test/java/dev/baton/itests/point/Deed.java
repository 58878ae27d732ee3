package dev.baton.itests.point;

/** What nodes do together when one of them ends. */
enum Deed {
  /** {@code move} of one shard from a node to another. */
  MOVE,
  /** {@code drain} of a node. */
  DRAIN,
  /** A node is stopped (SIGTERM), and hands its shards over before. */
  LEAVE,
  /** A node that was away comes back and takes its share. */
  JOIN,
  /** A node is killed, and the others take its shards over. */
  FAILOVER,
  /** All are killed and started again, and bring the shards back from their stores. */
  RESTART,
  /** {@code upgrade} of the counter from 1.0.0 to 2.0.0. */
  UPGRADE,
  /** {@code rollback} of the counter from 2.0.0 to 1.0.0. */
  ROLLBACK
}
