package dev.baton.state.table;

/** Says which shard the running call of this thread belongs to. Implemented over the gate. */
@FunctionalInterface
public interface CallScope {

  /**
   * The tables of the shard that this thread's running gated call entered, or null outside a call
   * of this version. On the hot path of every read: allocates nothing, takes no lock.
   */
  ShardTables current();
}
