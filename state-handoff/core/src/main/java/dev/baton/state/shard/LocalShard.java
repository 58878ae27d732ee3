package dev.baton.state.shard;

import dev.baton.state.StateUnavailableException;
import dev.baton.state.follower.FarEnd;
import dev.baton.state.follower.FarFollower;
import dev.baton.state.follower.Follower;
import dev.baton.state.follower.Incoming;
import dev.baton.state.follower.LiveFollower;
import dev.baton.state.protocol.Effect;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Event;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.Phase;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.protocol.ShardState;
import dev.baton.state.table.ShardTables;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The shard of a service, as this node lives it. */
public final class LocalShard implements Shard {
  /** The host's callbacks have a limit of their own. */
  private static final Duration CALLBACKS = Duration.ofDays(1);

  /** A lease that is late by more is likely gone; threads must not pile up for it. */
  private static final Duration LEASE_PATIENCE = Duration.ofSeconds(1);

  private static final long LEASE_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final ShardId id;
  private final ShardEnvironment environment;
  private final ShardHost host;
  private final Life life;
  private final Sender sender;
  private final Flusher flusher;
  private final LongAdder calls = new LongAdder();
  private final Driver driver;
  private volatile ShardTables tables;
  private volatile HandOff handOff;
  private volatile Holder leavesTo;
  private volatile Follower follower;

  /** A shard that this node does not hold yet. */
  public LocalShard(ShardId id, ShardEnvironment environment, ShardHost host) {
    this.id = id;
    this.environment = environment;
    this.host = host;
    this.life = new Life(environment.nanoTime(), this::perform);
    this.sender = new Sender(id, environment, life);
    this.flusher = new Flusher(environment, life, sender, this::tables);
    this.driver = new Driver(id, environment, host, life);
  }

  @Override
  public ShardId id() {
    return id;
  }

  @Override
  public Phase phase() {
    return life.state().phase();
  }

  @Override
  public ShardTables tables() {
    return tables;
  }

  @Override
  public Optional<Header> header() {
    return Optional.ofNullable(life.state().header());
  }

  @Override
  public Optional<String> takeOverFailure() {
    return Optional.ofNullable(driver.takeOverFailure());
  }

  @Override
  public void create(VersionState version, UUID incarnation, Duration within) {
    arrival(version, within).create(incarnation);
  }

  @Override
  public void restore(
      VersionState version,
      Header stored,
      Header found,
      Consumer<Consumer<Entry>> entries,
      Collection<VersionState> readers,
      LongConsumer progress,
      Duration within) {
    arrival(version, within).restore(stored, found, entries, readers, progress);
  }

  @Override
  public void claim(
      VersionState version,
      Header found,
      Collection<VersionState> readers,
      LongConsumer progress,
      Runnable loaded,
      Duration within) {
    arrival(version, within).claim(found, readers, progress, loaded);
  }

  private Arrival arrival(VersionState version, Duration within) {
    ShardTables fresh = newTables(version, host.alike(), "is not held here yet");
    fresh.continueFrom(life.safe());
    hold(fresh);
    return new Arrival(id, environment, driver, life, flusher, tables, within);
  }

  @Override
  public Incoming receive(VersionState version, Collection<VersionState> readers) {
    return new Incoming(
        newTables(version, host.alike(), "is not taken over yet; another node holds it"), readers);
  }

  @Override
  public void arrive(Incoming incoming, Header committed, Duration within) {
    ShardTables arriving = incoming.tables();
    arriving.continueFrom(life.safe());
    hold(arriving);
    new Arrival(id, environment, driver, life, flusher, arriving, within).arrive(committed);
  }

  @Override
  public void abandon() {
    life.forget();
    sender.forget();
    drop("was not brought here");
  }

  @Override
  public boolean mayBeAt(Header found) {
    ShardState now = life.state();
    Header held = now.header();
    boolean holds =
        now.holds()
            && held.epoch() == found.epoch()
            && held.token() == found.token()
            && held.sequence() <= found.sequence();
    return holds
        || (now.outstanding() instanceof Request.Change change
            && change.epoch() == found.epoch()
            && change.token() == found.token());
  }

  @Override
  public void copiesChanged() {
    ShardState now = life.state();
    if (now.outstanding() != null) {
      life.report(new Event.Unanswered(now.outstanding()));
    } else {
      life.reportUnlessTaking(new Event.Doubted());
    }
  }

  private ShardTables newTables(VersionState version, ShardTables like, String why) {
    return version.newTables(
        id.number(),
        "Shard " + id.number() + " of " + version + " " + why,
        like,
        environment.nanoTime());
  }

  private void hold(ShardTables next) {
    next.onLagging(flusher::lagging);
    tables = next;
  }

  @Override
  public long position() {
    ShardTables held = tables;
    return held == null ? 0 : held.position();
  }

  @Override
  public boolean safe(long position) {
    return position <= life.safe() && environment.mayAnswer().getAsBoolean();
  }

  @Override
  public void awaitSafe(long position, Duration within) {
    flusher.awaitSafe(position, within);
    awaitLease();
  }

  /** A reply that waited for no batch may be of a shard that others have taken by now. */
  private void awaitLease() {
    long deadline = life.deadline(LEASE_PATIENCE);
    while (!environment.mayAnswer().getAsBoolean()) {
      if (Thread.currentThread().isInterrupted() || environment.nanoTime().getAsLong() > deadline) {
        throw new NotSafeException(
            "This node does not reach a majority of the cluster's nodes and may not answer", null);
      }
      LockSupport.parkNanos(LEASE_LOOK_NANOS);
    }
  }

  @Override
  public int unsafeEntries() {
    return flusher.unsafeEntries();
  }

  @Override
  public void called(int more) {
    calls.add(more);
  }

  @Override
  public long calls() {
    return calls.sum();
  }

  @Override
  public Duration lag() {
    return flusher.lag();
  }

  @Override
  public Follower follow(VersionState target, Collection<VersionState> readers) {
    ShardTables held = requireHeld();
    Follower before = follower;
    if (before != null) {
      before.cancel();
    }
    ShardTables copy = newTables(target, held, "is not taken over yet; it is held by " + holder());
    follower = new LiveFollower(held, copy, readers, environment.executor());
    return follower;
  }

  @Override
  public Follower followAt(FarEnd end, String version) {
    ShardTables held = requireHeld();
    Follower before = follower;
    if (before != null) {
      before.cancel();
    }
    follower = new FarFollower(held, end, version);
    return follower;
  }

  @Override
  public void close() {
    life.report(new Event.Close());
  }

  @Override
  public void open() {
    life.report(new Event.Open());
  }

  @Override
  public void giveUp() {
    life.report(new Event.GiveUp(environment.tokens().getAsLong()));
    ShardTables held = requireHeld();
    try {
      driver.drive(
          Driver::isServed, () -> life.deadline(CALLBACKS), effect -> driver.takeOver(held, false));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotSafeException("Interrupted while " + held + " was taking over again", e);
    }
  }

  @Override
  public HandOffOutcome handOff(Follower to, Duration within) {
    ShardTables old = requireHeld();
    HandOff moving = new HandOff(old, to, this::hold, environment, driver, life, flusher);
    handOff = moving;
    leavesTo = to.elsewhere().isPresent() ? moving.to() : null;
    try {
      return moving.run(within);
    } finally {
      handOff = null;
    }
  }

  @Override
  public long outdated() {
    return requireHeld().outdated();
  }

  @Override
  public long reencode(
      int perSecond, BooleanSupplier cancelled, LongConsumer progress, Duration within) {
    return new Reencoding(requireHeld(), flusher, perSecond, within).run(cancelled, progress);
  }

  @Override
  public void discard() {
    life.end();
    drop("is not held here any more");
  }

  private void drop(String why) {
    Follower following = follower;
    if (following != null) {
      following.cancel();
      follower = null;
    }
    ShardTables held = tables;
    if (held != null) {
      held.seal("Shard " + id.number() + " of " + held.version() + " " + why);
      tables = null;
    }
  }

  private ShardTables requireHeld() {
    ShardTables held = tables;
    if (held == null) {
      throw new StateUnavailableException("Shard " + id + " is not held here, it is " + phase());
    }
    return held;
  }

  /** What does not block; the rest is the driver's. */
  private void perform(Effect effect) {
    if (effect instanceof Effect.Send send) {
      sender.send(send.request());
    } else if (effect instanceof Effect.OpenGate) {
      tables.open();
      host.openGate(id, tables);
    } else if (effect instanceof Effect.CloseGate) {
      host.closeGate(id);
    } else if (effect instanceof Effect.Seal) {
      handOff.seal();
    } else if (effect instanceof Effect.Unseal) {
      handOff.unseal();
    } else if (effect instanceof Effect.Drop) {
      handOff.drop();
    } else if (effect instanceof Effect.Replaced replaced) {
      boolean planned = replaced.by() != null && replaced.by().holder().equals(leavesTo);
      if (planned) {
        follower = null;
      }
      drop("is held by " + (replaced.by() == null ? "nobody" : replaced.by().holder()));
      if (planned) {
        host.handedOver(id, replaced.by());
      } else {
        host.replaced(id, replaced.by());
      }
    }
  }

  private Holder holder() {
    return life.state().header().holder();
  }
}
