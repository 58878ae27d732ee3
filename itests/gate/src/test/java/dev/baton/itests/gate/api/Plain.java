package dev.baton.itests.gate.api;

/** A service without shard keys. */
public interface Plain {
  String version();
}
