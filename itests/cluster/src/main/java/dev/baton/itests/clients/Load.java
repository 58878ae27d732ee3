package dev.baton.itests.clients;

import java.time.Duration;

/**
 * What clients do.
 *
 * @param clients how many there are
 * @param keys how many counters they call: {@code 0}, {@code 1}, ...
 * @param start what each counter holds before
 * @param readPercent how many of a hundred calls read, the others increment
 * @param pause between two calls of a client
 * @param limit how long a client waits for an answer
 * @param seed draws the calls
 */
public record Load(
    int clients, int keys, long start, int readPercent, Duration pause, Duration limit, long seed) {

  /**
   * Eight clients that call 400 new counters, at least one of each of 64 shards; some hundred calls
   * a second, which leaves two cores to three nodes.
   */
  public static Load steady() {
    return new Load(8, 400, 0, 30, Duration.ofMillis(20), Duration.ofSeconds(8), 1);
  }

  /** The same with so many clients. */
  public Load clients(int number) {
    return new Load(number, keys, start, readPercent, pause, limit, seed);
  }

  /** The same with so many counters, which hold {@code start}. */
  public Load keys(int number, long start) {
    return new Load(clients, number, start, readPercent, pause, limit, seed);
  }

  /** The same with another pause. */
  public Load pause(Duration pause) {
    return new Load(clients, keys, start, readPercent, pause, limit, seed);
  }

  /** The same with another limit. */
  public Load limit(Duration limit) {
    return new Load(clients, keys, start, readPercent, pause, limit, seed);
  }
}
