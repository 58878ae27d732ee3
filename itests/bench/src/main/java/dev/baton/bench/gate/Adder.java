package dev.baton.bench.gate;

/** A service whose calls belong to no shard. */
public interface Adder {

  /** Adds to what there is. */
  long add(String key, long amount);
}
