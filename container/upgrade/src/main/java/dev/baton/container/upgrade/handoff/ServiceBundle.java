package dev.baton.container.upgrade.handoff;

import dev.baton.container.RefusedException;
import dev.baton.container.gate.NotHeldException;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ShardGate;
import dev.baton.container.gate.Stubs;
import dev.baton.container.upgrade.stage.ShardCustody;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.StateUnavailableException;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Phase;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.shard.LocalShard;
import dev.baton.state.shard.Shard;
import dev.baton.state.shard.ShardEnvironment;
import dev.baton.state.shard.ShardHost;
import dev.baton.state.step.Step;
import dev.baton.state.table.ShardTables;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service on this node: its gates, its shards and the versions that are started. Changed by the
 * one act that runs on the service, read by anybody.
 */
public final class ServiceBundle implements ShardHost {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceBundle.class);
  private static final long MOVE_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final String name;
  private final ServiceGate gate;
  private final Stubs stubs;
  private final List<Shard> shards;
  private final List<Lock> locks;
  private volatile boolean brought;
  private volatile StagedVersion serving;
  private volatile StagedVersion staged;
  private volatile String movingTo = "";
  private List<Occupant> leaving = List.of();

  /**
   * A service that does not serve yet.
   *
   * @param stubs take calls to shards that other nodes hold
   * @param shards how many shards with state it has; 0 for a stateless service
   * @param serving the version that will serve
   */
  public ServiceBundle(
      String name,
      ServiceGate gate,
      Stubs stubs,
      int shards,
      ShardEnvironment environment,
      StagedVersion serving) {
    this.name = name;
    this.gate = gate;
    this.stubs = stubs;
    this.locks = Stream.<Lock>generate(ReentrantLock::new).limit(shards).toList();
    this.shards =
        IntStream.range(0, shards)
            .<Shard>mapToObj(number -> new LocalShard(new ShardId(name, number), environment, this))
            .toList();
    this.serving = serving;
  }

  public String name() {
    return name;
  }

  public ServiceGate gate() {
    return gate;
  }

  public List<Shard> shards() {
    return shards;
  }

  public boolean stateful() {
    return !shards.isEmpty();
  }

  /** Held by whoever changes the holder of a shard, by number. */
  public Lock lock(int shard) {
    return locks.get(shard);
  }

  /** Calls of a shard go to the node that holds it, from now on, and wait while nobody does. */
  public void openElsewhere(int shard) {
    gate.shard(shard).open(serving.behindGate().remote(shard, stubs));
  }

  /** The same for all shards that are not held here. */
  public void openElsewhere() {
    shards.stream()
        .filter(shard -> shard.tables() == null)
        .forEach(shard -> openElsewhere(shard.id().number()));
  }

  /** Each shard is held by somebody, or waits: from now on it is tended. */
  public void brought() {
    brought = true;
  }

  public boolean isBrought() {
    return brought;
  }

  /** A version that is started here, or null. */
  public StagedVersion at(String version) {
    StagedVersion other = staged;
    if (other != null && other.version().equals(version)) {
      return other;
    }
    return serving.version().equals(version) ? serving : null;
  }

  /**
   * The version that takes over from a holder of this version: the same, or the one that serves.
   */
  public VersionState version(String version) {
    StagedVersion same = at(version);
    return same == null ? serving.state() : same.state();
  }

  /** All versions that are started here: any of them may read what another cannot. */
  public List<VersionState> readers() {
    StagedVersion other = staged;
    return other == null ? List.of(serving.state()) : List.of(serving.state(), other.state());
  }

  /** The version that is shown to others. */
  public StagedVersion serving() {
    return serving;
  }

  /** The other version that is started behind the gate, or null. */
  public StagedVersion staged() {
    return staged;
  }

  /** Puts another version beside the one that serves, or takes it away. */
  public void stage(StagedVersion other) {
    staged = other;
  }

  /** The staged version serves from now on, and the other is staged. */
  public void swap() {
    StagedVersion old = serving;
    serving = staged;
    staged = old;
    openElsewhere();
  }

  /**
   * Remembers who serves now, so that the last calls there can be waited for; and who served
   * before, if calls are inside still.
   */
  void leave() {
    leaving =
        Stream.concat(
                leaving.stream().filter(left -> !left.running().isEmpty()),
                gates().map(ShardGate::occupant).filter(Objects::nonNull))
            .toList();
  }

  /**
   * Waits for the calls that began on a version of a service without state before another one took
   * its place.
   *
   * @return whether all have ended
   */
  public boolean awaitLastCalls(String version, Duration limit) throws InterruptedException {
    List<Occupant> last = leaving.stream().filter(o -> o.version().equals(version)).toList();
    if (!Ending.awaitDrained(last, System.nanoTime() + limit.toNanos())) {
      return false;
    }
    leaving = leaving.stream().filter(o -> !last.contains(o)).toList();
    return true;
  }

  /**
   * Refuses calls, waits for those that are inside, and until all that was written is safe.
   *
   * @param why what those are told that are refused
   * @return what did not end within the limit, in words; nobody is told that it stands
   */
  public List<String> end(String why, Duration limit) throws InterruptedException {
    gates().forEach(each -> each.refuse(why));
    List<Occupant> last = gates().map(ShardGate::behind).filter(Objects::nonNull).toList();
    return new Ending(last, shards).await(limit);
  }

  private Stream<ShardGate> gates() {
    return IntStream.range(-1, gate.shards())
        .mapToObj(shard -> shard < 0 ? gate.unsharded() : gate.shard(shard));
  }

  /** Calls of this version may wait for a shard that is being moved to it. */
  void movesTo(String version) {
    movingTo = version;
  }

  /** How many shards each version holds. */
  public Map<String, Integer> shardsByVersion() {
    Map<String, Integer> count = new TreeMap<>();
    for (Shard shard : shards) {
      if (shard.tables() != null) {
        count.merge(shard.tables().version().version(), 1, Integer::sum);
      }
    }
    return count;
  }

  /** How many entries all tables have. */
  public long entries() {
    return shards.stream()
        .filter(s -> s.tables() != null)
        .mapToLong(s -> s.tables().entries())
        .sum();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A gate that was closed and opens again to the same tables gets the same occupant, since
   * calls may be inside that count against it.
   */
  @Override
  public void openGate(ShardId shard, ShardTables holder) {
    ShardGate door = gate.shard(shard.number());
    Occupant last = door.behind();
    boolean again =
        last != null && last.custody() instanceof ShardCustody held && held.tables() == holder;
    door.open(again ? last : occupant(shard, holder));
    Step.GATE_OPENED.reached();
  }

  @Override
  public void closeGate(ShardId shard) {
    gate.shard(shard.number()).close();
  }

  @Override
  public void takeOver(ShardId shard, ShardTables holder, boolean created) {
    ShardGate door = gate.shard(shard.number());
    Occupant self = occupant(shard, holder);
    try {
      if (created) {
        version(holder).created(door, self, shard.number());
      }
      version(holder).tookOver(door, self, shard.number());
      Step.TOOK_OVER_CALLED.reached();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new RefusedException("Interrupted: the node is stopping", stopping);
    }
  }

  @Override
  public void handedOver(ShardId shard, Header to) {
    LOG.debug("{} is held by {} now; its calls follow when it serves there", shard, to.holder());
  }

  @Override
  public void replaced(ShardId shard, Header by) {
    LOG.warn(
        "{} was taken over by {}; this node does not serve it any more",
        shard,
        by == null ? "nobody" : by.holder());
    openElsewhere(shard.number());
  }

  /** The smallest, so that shards of unlike size cost no room that is never filled. */
  @Override
  public ShardTables alike() {
    return shards.stream()
        .filter(other -> other.phase() == Phase.SERVING)
        .map(Shard::tables)
        .filter(Objects::nonNull) // it may be given up at any moment
        .min(Comparator.comparingLong(ShardTables::entries))
        .orElse(null);
  }

  private Occupant occupant(ShardId shard, ShardTables holder) {
    return version(holder).occupant(shards.get(shard.number()), holder);
  }

  private StagedVersion version(ShardTables holder) {
    StagedVersion other = staged;
    return other != null && other.state() == holder.version() ? other : serving;
  }

  /**
   * Runs a body as a call of one version on a shard; waits, within a limit, if the shard is on its
   * way to that version.
   *
   * @throws StateUnavailableException if another version holds it; the body was not executed
   */
  public <R> R call(String version, int shard, Supplier<R> body) {
    long deadline = System.nanoTime() + MOVE_LIMIT_NANOS;
    while (true) {
      try {
        return gate.call(shard, version, body);
      } catch (NotHeldException elsewhere) {
        if (!version.equals(movingTo) || System.nanoTime() - deadline > 0) {
          throw new StateUnavailableException(elsewhere.getMessage());
        }
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
    }
  }
}
