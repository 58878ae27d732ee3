package dev.baton.state.protocol;

import java.util.Comparator;

/** A shard of a service, by its number from 0. Ordered by service and number. */
public record ShardId(String service, int number) implements Comparable<ShardId> {
  private static final Comparator<ShardId> ORDER =
      Comparator.comparing(ShardId::service).thenComparingInt(ShardId::number);

  @Override
  public int compareTo(ShardId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return service + "#" + number;
  }
}
