package dev.baton.container;

import java.time.Duration;
import java.util.List;

/**
 * A shard of a service.
 *
 * @param service the service
 * @param number which shard
 * @param holder the node that holds it, or empty
 * @param version the version that serves it there, or empty
 * @param entries how many entries it has
 * @param load how many calls a second it answers, of late
 * @param lag how long the oldest write that is not safe has been waiting
 * @param copies the nodes that have all of it that is acknowledged; while nobody holds it, those
 *     that are recorded to keep it
 * @param note what is to be said of it: for whom it waits, that it has one copy only; or empty
 */
public record ShardStatus(
    String service,
    int number,
    String holder,
    String version,
    long entries,
    double load,
    Duration lag,
    List<String> copies,
    String note) {
  public ShardStatus {
    copies = List.copyOf(copies);
  }
}
