package dev.baton.container.upgrade.tend;

import dev.baton.container.cluster.Peer;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.shard.Shard;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has shards that nobody holds looked at and taken ({@link Takeover}), one at a time while the node
 * serves, since that loads them; remembers what the others wait for. Thread-safe.
 */
final class Taking implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Taking.class);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Surroundings around;
  private final Departures departures;
  private final Stores stores;
  private final Directory directory;
  private final ExecutorService taker;
  private final ExecutorService looker;
  private final Map<ShardId, Standing.Unheld> nobodys = new ConcurrentHashMap<>();
  private final Failures failures = new Failures();
  private final Set<ShardId> beingTaken = ConcurrentHashMap.newKeySet();
  private final AtomicInteger toTake = new AtomicInteger();

  /** Of the thread that takes. */
  private final Lot lot = new Lot();

  private volatile boolean closed;

  /**
   * @param holds which shards of a service this node holds, or is about to
   * @param wake has the next look come at once
   */
  Taking(Surroundings around, Directory directory, Function<String, BitSet> holds, Runnable wake) {
    this.around = around;
    this.directory = directory;
    this.departures = new Departures(around.ledger(), around.lease(), wake);
    this.stores = new Stores(around.cluster(), around.store(), holds);
    this.taker = Executors.newSingleThreadExecutor(Tending.named("take-over"));
    this.looker = Executors.newSingleThreadExecutor(Tending.named("look"));
  }

  /** How long until the next member that was recorded as gone can answer nobody; or zero. */
  Duration untilNextIsOver() {
    return departures.untilNextIsOver();
  }

  /** Whether somebody is about to take a shard, as far as this node knows. */
  boolean isAnyPending() {
    return nobodys.values().stream().anyMatch(Standing.Pending.class::isInstance);
  }

  /** Whether shards are taken over now, here or elsewhere, as far as this node knows. */
  boolean isUnderWay() {
    return !beingTaken.isEmpty() || isAnyPending();
  }

  /** For whom or what shards wait that nobody holds, in words. */
  Map<ShardId, String> waiting() {
    return nobodys.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().why()));
  }

  /** The same of one shard; null if it does not wait. */
  String waitsFor(ShardId shard) {
    Standing.Unheld unheld = nobodys.get(shard);
    return unheld == null ? null : unheld.why();
  }

  /** What the stores of the nodes that are here have of a service's shards, by node. Blocks. */
  Map<UUID, Map<ShardId, Header>> stored(String service) {
    return stores.of(service, around.cluster().peers());
  }

  /** Nothing more is known of a service that is removed. */
  void forget(String service) {
    nobodys.keySet().removeIf(shard -> shard.service().equals(service));
    failures.forget(service);
  }

  /**
   * Brings a service's shards to somebody who holds them: those whose turn it is to this node, on
   * the caller's thread. Returns when each is held, or waits for a node that is not here; and for
   * what others are to take after five seconds without anything to do here, since it is looked at
   * again and again from then on.
   *
   * @param readers versions beside the one that serves
   * @return for whom or what shards wait, by number
   */
  Map<Integer, String> bring(
      ServiceBundle service, ServiceRecord record, Collection<VersionState> readers, RunningAct act)
      throws InterruptedException {
    AtomicLong done = new AtomicLong();
    long idleSince = System.nanoTime();
    List<Shard> left = service.shards();
    while (true) {
      Round round = round(record, left);
      Map<Integer, String> waits = new TreeMap<>();
      Map<Shard, String> pending = new HashMap<>();
      for (Shard shard : left) {
        act.checkAbort();
        if (System.nanoTime() - idleSince > PATIENCE_NANOS) {
          pending.put(shard, "others wait before it");
          continue;
        }
        long before = done.get();
        Standing standing =
            locked(
                service,
                shard,
                () ->
                    takeover(service, round)
                        .tend(shard, readers, n -> act.count(before + n, 0, "entries")));
        if (standing instanceof Standing.Here && shard.tables() != null) {
          done.addAndGet(shard.tables().entries());
          idleSince = System.nanoTime();
        }
        note(shard, standing);
        if (standing instanceof Standing.Waits why) {
          waits.put(shard.id().number(), why.why());
        } else if (standing instanceof Standing.Pending why) {
          pending.put(shard, why.why());
        }
      }
      if (pending.isEmpty()) {
        return waits;
      }
      if (System.nanoTime() - idleSince > PATIENCE_NANOS) {
        LOG.info(
            "{} shards of {} are not held by anybody yet: {}",
            pending.size(),
            service.name(),
            pending.values().stream().distinct().toList());
        return waits;
      }
      act.waitsFor("other nodes to take their shards");
      pause(50);
      left = service.shards().stream().filter(shard -> shard.tables() == null).toList();
    }
  }

  /**
   * Looks at the shards of a service that are not held here, all at once, and takes those whose
   * turn it is to this node, on threads of its own; returns at once.
   *
   * @param all whether to look at those too that somebody else is known to hold
   */
  void takeAll(ServiceBundle service, ServiceRecord record, boolean all) {
    service.shards().stream()
        .filter(shard -> shard.tables() != null)
        .forEach(shard -> nobodys.remove(shard.id())); // it was handed here since it was looked at
    List<Shard> doubtful =
        service.shards().stream()
            .filter(shard -> shard.tables() == null && (all || isDoubtful(shard)))
            .filter(shard -> failures.mayTry(shard.id()) && beingTaken.add(shard.id()))
            .toList();
    if (!doubtful.isEmpty()) {
      Round round = round(record, doubtful);
      for (Shard shard : doubtful) {
        CompletableFuture<Void> unused =
            round.asked(shard.id()).thenRunAsync(() -> look(service, round, shard), looker);
      }
    }
  }

  /** What is not this node's to take is known at once, however long taking others lasts. */
  private void look(ServiceBundle service, Round round, Shard shard) {
    boolean queued = false;
    try {
      Standing standing = takeover(service, round).look(shard, service.readers(), entries -> {});
      if (standing instanceof Standing.Ours ours) {
        toTake.incrementAndGet();
        taker.execute(() -> take(service, shard, ours));
        queued = true;
      } else {
        note(shard, standing);
        failures.over(shard.id());
      }
    } catch (RuntimeException failed) {
      failed(shard, failed);
    } finally {
      if (!queued) {
        beingTaken.remove(shard.id());
      }
    }
  }

  /**
   * What is known of who holds a shard may be old; nobody else may look at one that is kept here.
   */
  private boolean isDoubtful(Shard shard) {
    Peer self = around.cluster().self();
    Optional<UUID> known = directory.holder(shard.id().service(), shard.id().number());
    List<UUID> replicas = around.map().replicas(shard.id());
    return known.isEmpty()
        || known.get().equals(self.member())
        || (!replicas.isEmpty() && replicas.get(0).equals(self.node()));
  }

  private void take(ServiceBundle service, Shard shard, Standing.Ours ours) {
    try {
      if (!closed) {
        Standing standing =
            locked(
                service,
                shard,
                () -> shard.tables() != null ? new Standing.Here() : takeNow(shard, ours));
        note(shard, standing);
        if (standing instanceof Standing.Here) {
          failures.over(shard.id());
        } else {
          failures.add(shard.id());
        }
      }
    } catch (RuntimeException failed) {
      failed(shard, failed);
    } finally {
      beingTaken.remove(shard.id());
      if (toTake.decrementAndGet() == 0 && !lot.isEmpty()) {
        LOG.info("{}", lot.told(System.nanoTime()));
      }
    }
  }

  private Standing takeNow(Shard shard, Standing.Ours ours) {
    long began = System.nanoTime();
    Standing standing = ours.taking().get();
    if (standing instanceof Standing.Here) {
      lot.add(began, shard.tables().entries());
    }
    return standing;
  }

  private void failed(Shard shard, RuntimeException failure) {
    failures.add(shard.id());
    Standing.Unheld why = new Standing.Waits("it could not be taken over: " + failure.getMessage());
    if (!why.equals(nobodys.put(shard.id(), why))) {
      LOG.warn("{} could not be taken over: {}", shard.id(), failure.toString());
    }
  }

  private interface Looking {
    Standing look();
  }

  private static Standing locked(ServiceBundle service, Shard shard, Looking looking) {
    Lock lock = service.lock(shard.id().number());
    if (!lock.tryLock()) {
      return shard.tables() != null
          ? new Standing.Here()
          : new Standing.Pending("it is being moved");
    }
    try {
      return looking.look();
    } finally {
      lock.unlock();
    }
  }

  private Takeover takeover(ServiceBundle service, Round round) {
    return new Takeover(around, departures, service, round);
  }

  private Round round(ServiceRecord record, Collection<Shard> shards) {
    return new Round(around, stores, record, shards.stream().map(Shard::id).toList());
  }

  private void note(Shard shard, Standing standing) {
    LOG.debug("{}: {}", shard.id(), standing);
    if (standing instanceof Standing.Here) {
      directory.put(shard.id(), around.cluster().self().member());
    } else if (standing instanceof Standing.Elsewhere elsewhere) {
      directory.put(shard.id(), elsewhere.member());
    }
    if (standing instanceof Standing.Unheld unheld) {
      nobodys.put(shard.id(), unheld);
    } else {
      nobodys.remove(shard.id());
    }
  }

  private static void pause(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }

  @Override
  public void close() throws Exception {
    closed = true;
    looker.shutdownNow();
    taker.shutdownNow();
    stores.close();
    departures.close();
  }
}
