package dev.baton.container.upgrade.tend;

import dev.baton.container.cluster.Peer;
import dev.baton.container.upgrade.act.Acts;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.far.Arrivals;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.state.map.HandoffMap;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all shards of this node's services again and again: when somebody came or went, when the
 * map keeps them elsewhere, when something was recorded, and now and then.
 *
 * <table>
 * <caption>A shard, and what is done</caption>
 * <tr><th>it is</th><th>then</th></tr>
 * <tr><td>held here</td><td>its copy set is kept level ({@link CopyKeeper}); it is handed to the node
 *     of the map's primary, if that is another one and things are quiet ({@link Move})</td></tr>
 * <tr><td>held elsewhere</td><td>calls are sent there ({@link Directory})</td></tr>
 * <tr><td>held by nobody</td><td>it is taken over, or what it waits for is said ({@link
 *     Taking})</td></tr>
 * </table>
 *
 * <p>One thread looks. Thread-safe.
 */
public final class Tending implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tending.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration LOOK_SOON = Duration.ofMillis(100);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final long ALL_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long ALL_BUSY_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Surroundings around;
  private final Map<String, ServiceBundle> running;
  private final Taking taking;
  private final CopyKeeper keeper;
  private final Directory directory;
  private final Goodbyes goodbyes;
  private final Balance balance;
  private final Arrivals arrivals;
  private final NextLook nextLook = new NextLook(BETWEEN_LOOKS);
  private final ExecutorService docks;
  private final Acts acts;
  private final Thread looking = new Thread(this::look, "baton-tend");
  private final List<AutoCloseable> subscriptions;
  private final Loads loads = new Loads();
  private final Map<String, Long> lookedAtAll = new ConcurrentHashMap<>();
  private final AtomicLong disturbed = new AtomicLong(System.nanoTime());

  private volatile boolean stopping;
  private volatile boolean closed;

  /**
   * @param running the services of this node, by name
   * @param docks runs what other nodes hand over to this one
   * @param acts a service on which one runs keeps its shards where they are
   */
  public Tending(
      Surroundings around, Map<String, ServiceBundle> running, ExecutorService docks, Acts acts) {
    this.around = around;
    this.running = running;
    this.docks = docks;
    this.acts = acts;
    this.keeper = new CopyKeeper(around);
    this.directory =
        new Directory(around.cluster()::isThere, this::holderChanged, this::wake, this::waitsFor);
    this.taking = new Taking(around, directory, this::holds, nextLook::comeAtOnce);
    this.balance = new Balance(around, directory, this::isDraining);
    this.goodbyes = new Goodbyes(around.cluster(), directory);
    this.arrivals =
        new Arrivals(around.cluster(), new Docking(around, running, this::isDraining), docks);
    around.map().copiesAt(this::pace);
    this.subscriptions =
        List.of(
            goodbyes,
            around.cluster().onChange(this::cameOrWent),
            around.map().onMoved(this::disturb),
            around.ledger().onChange(this::wake));
  }

  /** Begins to look. */
  public void start() {
    looking.setDaemon(true);
    looking.start();
  }

  /** Who holds which shard. */
  public Directory directory() {
    return directory;
  }

  /**
   * Has the next look come soon: what is told in lots, as copies that move or copy sets that are
   * recorded, is looked at together.
   */
  public void wake() {
    nextLook.comeSoon();
  }

  private void disturb() {
    disturbed.set(System.nanoTime());
    wake();
  }

  private void cameOrWent() {
    arrivals.forget(peer -> !around.cluster().isThere(peer.member()));
    disturbed.set(System.nanoTime());
    nextLook.comeAtOnce();
  }

  /** How many calls a second a shard answers here, of late. */
  public double load(ShardId shard) {
    return loads.perSecond(shard);
  }

  /** For whom or what shards wait that nobody holds, in words. */
  public Map<ShardId, String> waiting() {
    return taking.waiting();
  }

  /** Which shards of a service this node holds, or is about to. */
  private BitSet holds(String name) {
    BitSet held = new BitSet();
    ServiceBundle service = running.get(name);
    if (service != null) {
      service.shards().stream()
          .filter(shard -> shard.tables() != null)
          .forEach(shard -> held.set(shard.id().number()));
    }
    arrivals.coming().stream()
        .filter(shard -> shard.service().equals(name))
        .forEach(shard -> held.set(shard.number()));
    return held;
  }

  private String waitsFor(ShardId shard) {
    return taking.waitsFor(shard);
  }

  /**
   * What the stores of the nodes that are here have of a service's shards, by node; those that do
   * not answer within a moment are left out. Blocks for it.
   */
  public Map<UUID, Map<ShardId, Header>> stored(String service) {
    return taking.stored(service);
  }

  /** As {@link Taking#bring}: brings a service's shards to somebody who holds them. */
  public Map<Integer, String> bring(
      ServiceBundle service, ServiceRecord record, Collection<VersionState> readers, RunningAct act)
      throws InterruptedException {
    return taking.bring(service, record, readers, act);
  }

  /** Copying whole shards takes from taking them over, and from calls. */
  private HandoffMap.Pace pace() {
    if (stopping || directory.isAnybodyLeaving()) {
      return HandoffMap.Pace.AT_ONCE;
    }
    return isTakenOver() ? HandoffMap.Pace.LATER : HandoffMap.Pace.SLOWLY;
  }

  /** Whether what somebody held who is gone is being taken over, or is about to be. */
  private boolean isTakenOver() {
    return taking.isUnderWay()
        || !around.cluster().members().stream()
            .map(Peer::member)
            .toList()
            .containsAll(around.record().members());
  }

  private void holderChanged(ShardId shard) {
    ServiceBundle service = running.get(shard.service());
    if (service != null && shard.number() < service.shards().size()) {
      service.gate().shard(shard.number()).lookAgain();
    }
  }

  private void look() {
    while (!closed) {
      try {
        nextLook.await(untilNextLook());
        if (!around.record().isIn(around.cluster().self())) {
          continue; // it holds nothing, or nothing more
        }
        for (ServiceBundle service : stateful()) {
          if (service.isBrought()) {
            tend(service);
          } else {
            keeper.tend(service); // what is here already waits for its copies as well
          }
        }
      } catch (InterruptedException stopping) {
        return;
      } catch (RuntimeException failed) {
        LOG.warn("A look at the shards failed and comes again: {}", failed.toString());
        LOG.debug("In full", failed);
      }
    }
  }

  private List<ServiceBundle> stateful() {
    return running.values().stream().filter(ServiceBundle::stateful).toList();
  }

  private Duration untilNextLook() {
    Duration next = taking.isAnyPending() ? LOOK_SOON : LOOK;
    Duration departure = taking.untilNextIsOver();
    return departure.isZero() || departure.compareTo(next) > 0 ? next : departure;
  }

  private void tend(ServiceBundle service) throws InterruptedException {
    ServiceRecord record = around.record().service(service.name());
    if (record == null) {
      return;
    }
    long now = System.nanoTime();
    service.shards().forEach(shard -> loads.look(shard, now));
    taking.takeAll(service, record, isDue(service.name()));
    boolean level = keeper.tend(service);
    if (!level) {
      disturbed.set(System.nanoTime());
    }
    boolean changing = record.next() != null || acts.running(service.name()) != null;
    if (!changing && (isDraining() || System.nanoTime() - disturbed.get() > QUIET_NANOS)) {
      if (balance.moveOne(service)) {
        wake();
      }
    }
  }

  /**
   * Whether all headers of a service are to be looked at again; seldom while shards are taken over,
   * which would wait behind those that are held. Who calls one that is not held where it was says
   * so.
   */
  private boolean isDue(String service) {
    long now = System.nanoTime();
    Long last = lookedAtAll.get(service);
    long pause = taking.isUnderWay() ? ALL_BUSY_NANOS : ALL_NANOS;
    boolean due = last == null || now - last > pause;
    if (due) {
      lookedAtAll.put(service, now);
    }
    return due;
  }

  /** Takes no shards any more, and hands those that are here to others: the node stops. */
  public void drain() {
    stopping = true;
    wake();
  }

  /** Tells the others that this node holds nothing any more; waits for them, within a limit. */
  public void sayGoodbye(Duration limit) throws InterruptedException {
    goodbyes.say(limit);
  }

  private boolean isDraining() {
    return stopping || around.record().isDraining(around.cluster().self().node());
  }

  /** How many shards this node holds. */
  public long held() {
    return running.values().stream()
        .flatMap(service -> service.shards().stream())
        .filter(shard -> shard.tables() != null)
        .count();
  }

  /** Nothing more is known of a service that is removed. */
  public void forget(String service) {
    directory.forget(service);
    taking.forget(service);
    loads.forget(service);
  }

  static ThreadFactory named(String what) {
    return body -> {
      Thread thread = new Thread(body, "baton-" + what);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void close() {
    closed = true;
    looking.interrupt();
    docks.shutdownNow();
    for (AutoCloseable each : subscriptions) {
      close(each);
    }
    close(arrivals);
    close(taking);
  }

  private static void close(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception failed) {
      LOG.debug("Closing failed while the node stops", failed);
    }
  }
}
