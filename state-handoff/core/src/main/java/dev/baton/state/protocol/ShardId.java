package dev.baton.state.protocol;

import java.util.Comparator;

/** A shard of a service, by its number from 0. Ordered by service and number. */
public record ShardId(String service, int number) implements Comparable<ShardId> {
  private static final Comparator<ShardId> ORDER =
      Comparator.comparing(ShardId::service).thenComparingInt(ShardId::number);

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static ShardId parse(String text) {
    int mark = text.lastIndexOf('#');
    if (mark < 0) {
      throw new IllegalArgumentException("'" + text + "' is no shard; one is SERVICE#NUMBER");
    }
    return new ShardId(text.substring(0, mark), Integer.parseInt(text.substring(mark + 1)));
  }

  @Override
  public int compareTo(ShardId other) {
    return ORDER.compare(this, other);
  }

  // By hand, for each call asks: the quick compiler makes slow code of a record's own.
  @Override
  public boolean equals(Object other) {
    return other instanceof ShardId id && number == id.number && service.equals(id.service);
  }

  @Override
  public int hashCode() {
    return 31 * service.hashCode() + number;
  }

  @Override
  public String toString() {
    return service + "#" + number;
  }
}
