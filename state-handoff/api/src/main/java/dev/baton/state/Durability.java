package dev.baton.state;

/** When a reply may leave that depends on a table's write. */
public enum Durability {
  /** When every copy of the shard has it and the local store of the primary has written it. */
  REPLICATED,
  /** As {@link #REPLICATED}, and forced to disk. */
  DISK,
  /** At once; a crash can lose the last 10 ms, a planned hand-off loses nothing. */
  ASYNC
}
