package dev.baton.state.protocol;

/** A shard of a service, by its number from 0. */
public record ShardId(String service, int number) {
  @Override
  public String toString() {
    return service + "#" + number;
  }
}
