package dev.baton.state.protocol;

/** Where a shard stands in the eyes of the node that holds it, or is about to. */
public enum Phase {
  /** Not held here and never was. */
  ABSENT,
  /** The header of a new shard is being made. */
  CREATING,
  /** The new shard is held; the bundle seeds it and takes over, nobody calls yet. */
  SEEDING,
  /** The entries of the local store are being sent, under a header that is not complete. */
  RESTORING,
  /** The shard is being claimed, or raised by the member that the header names already. */
  CLAIMING,
  /** The shard is held; the heap is loaded from the handoff map. */
  LOADING,
  /** The copies are asked whether the header still stands: was what was loaded all there is? */
  CONFIRMING,
  /** The version that the header names takes over; the gate opens next. */
  TAKING_OVER,
  /** The gate is open. */
  SERVING,
  /** The gate is closed and calls end; writes still flow. */
  CLOSED,
  /** Writes are refused; a batch may be under way, the last one has not been taken. */
  SEALED,
  /** The last batch is under way. */
  FLUSHING,
  /** The copies hold everything; the follower is compared. */
  COMPARING,
  /** The commit to the other version is under way: from here it may stand. */
  COMMITTING,
  /** The old version takes the shard back from a commit of unknown outcome. */
  RAISING,
  /** Somebody else holds the shard, or nobody; this node knows that it does not. */
  REPLACED
}
