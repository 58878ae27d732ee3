package dev.baton.container.gate;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A version serving one shard of a service, or the calls that have none. Calls are counted against
 * it: what {@link Frame} shows it as running.
 */
public final class Occupant {
  final String version;
  final ClassLoader loader;
  final Targets targets;
  final Custody custody;
  final int shard;

  /** The same for calls that a drain does not wait for; itself if it is that one. */
  final Occupant uncounted;

  /** The one that calls are counted against; itself if it is that one. */
  private final Occupant counted;

  /**
   * @param version the version of the service bundle
   * @param loader the bundle's class loader, the context class loader of each call
   * @param targets the version's service objects
   * @param custody the shard's state, or null if it has none
   * @param shard the number of the shard; -1 for calls without one
   */
  public Occupant(String version, ClassLoader loader, Targets targets, Custody custody, int shard) {
    this.version = Objects.requireNonNull(version, "version");
    this.loader = loader;
    this.targets = Objects.requireNonNull(targets, "targets");
    this.custody = custody;
    this.shard = shard;
    this.counted = this;
    this.uncounted = new Occupant(this);
  }

  private Occupant(Occupant counted) {
    this.version = counted.version;
    this.loader = counted.loader;
    this.targets = counted.targets;
    this.custody = counted.custody;
    this.shard = counted.shard;
    this.counted = counted;
    this.uncounted = this;
  }

  Occupant counted() {
    return counted;
  }

  public String version() {
    return version;
  }

  /** The shard's state in this version's hands, or null if it has none. */
  public Custody custody() {
    return custody;
  }

  /** The number of the shard; -1 for calls without one. */
  public int shard() {
    return shard;
  }

  /** The calls inside now that count against it. */
  public List<RunningCall> running() {
    return Drain.running(this);
  }

  /**
   * Waits until no call is inside; of use when no new one can come in.
   *
   * @return whether there is none; false if the time ran out
   */
  public boolean awaitDrained(Duration limit) throws InterruptedException {
    return Drain.await(this, limit);
  }

  @Override
  public String toString() {
    return version + (shard < 0 ? "" : ", shard " + shard);
  }
}
