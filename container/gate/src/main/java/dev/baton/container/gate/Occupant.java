package dev.baton.container.gate;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A version serving one shard of a service, or the calls that have none. Calls are counted against
 * it: what {@link Frame} shows it as running.
 *
 * <p>A remote one stands for the node that holds the shard: its targets are stubs, and it has no
 * custody. A call in its frames counts at the holder. So nobody here waits for it: the gate may be
 * opened to another occupant at once, and the stub finds out where its call is to go then.
 */
public final class Occupant {
  final String version;
  final ClassLoader loader;
  final Targets targets;
  final Custody custody;
  final int shard;

  /** The node that holds the shard, in words; null if it is this one. */
  private final Supplier<String> holder;

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
    this(version, loader, targets, custody, shard, null);
  }

  private Occupant(
      String version,
      ClassLoader loader,
      Targets targets,
      Custody custody,
      int shard,
      Supplier<String> holder) {
    this.version = Objects.requireNonNull(version, "version");
    this.loader = loader;
    this.targets = Objects.requireNonNull(targets, "targets");
    this.custody = custody;
    this.shard = shard;
    this.holder = holder;
    this.counted = this;
    this.uncounted = new Occupant(this, version);
  }

  private Occupant(Occupant counted, String version) {
    this.version = version;
    this.loader = counted.loader;
    this.targets = counted.targets;
    this.custody = counted.custody;
    this.shard = counted.shard;
    this.holder = counted.holder;
    this.counted = counted;
    this.uncounted = this;
  }

  /**
   * What stands behind the gate of a shard that another node holds.
   *
   * @param version the version that is started on this node
   * @param loader its bundle's class loader
   * @param stubs what takes calls to the holder, by index of gated service
   * @param shard the number of the shard
   * @param holder names the node that holds it, as well as it is known; must not block
   */
  public static Occupant remote(
      String version, ClassLoader loader, Targets stubs, int shard, Supplier<String> holder) {
    return new Occupant(
        version, loader, stubs, null, shard, Objects.requireNonNull(holder, "holder"));
  }

  /** The node that holds the shard, in words; null if it is this one. */
  String holder() {
    return holder == null ? null : holder.get();
  }

  /** Whether another node holds the shard. */
  public boolean remote() {
    return holder != null;
  }

  /** The same for a call that another version answered at the holder; no drain waits for it. */
  Occupant answeredBy(String other) {
    return version.equals(other) ? this : new Occupant(counted, other);
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
   * Waits until no call is inside; of use when no new one can come in. Nobody waits for calls that
   * another node executes.
   *
   * @return whether there is none; false if the time ran out
   */
  public boolean awaitDrained(Duration limit) throws InterruptedException {
    return remote() || Drain.await(this, limit);
  }

  @Override
  public String toString() {
    return version + (remote() ? " on " + holder() : "") + (shard < 0 ? "" : ", shard " + shard);
  }
}
