package dev.baton.itests.gate.api;

import dev.baton.state.AllShards;
import dev.baton.state.ShardKey;

/** A sharded service, its API in a bundle of its own. */
public interface Greeter {
  String greet(@ShardKey String name);

  @AllShards
  int shards();

  /** Throws an exception of its own class. */
  void fail(@ShardKey String name);

  /** The name of the context class loader's bundle version, seen from inside. */
  String context(@ShardKey String name);
}
