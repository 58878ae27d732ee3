package dev.baton.container.cluster.member;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import dev.baton.container.BeforeStop;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Lease;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.MemberRules;
import dev.baton.container.cluster.Membership;
import dev.baton.container.cluster.Snapshot;
import dev.baton.container.cluster.ledger.Attendance;
import dev.baton.container.cluster.ledger.ForcedRestore;
import dev.baton.container.cluster.ledger.RunningLease;
import dev.baton.container.cluster.ledger.RunningLedger;
import dev.baton.container.cluster.ledger.WentOn;
import dev.baton.state.hazelcast.HazelcastHandoffMap;
import dev.baton.state.majority.Roster;
import dev.baton.state.map.HandoffMap;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.step.Step;
import dev.baton.state.store.FileStore;
import dev.baton.state.store.LocalStore;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open store, the member on top of it, and what of them is published. Closed in the reverse
 * order, so that what was still applied is also written.
 */
final class RunningMember implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningMember.class);
  private static final String STORE = "store";
  private static final Dictionary<String, Object> AT_HEALTH =
      FrameworkUtil.asDictionary(
          Map.of(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, "/health"));
  private static final Dictionary<String, Object> AT_REST =
      FrameworkUtil.asDictionary(
          Map.of(
              HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN,
              "/",
              Constants.SERVICE_RANKING,
              Integer.MIN_VALUE));

  /** All servlets, of all contexts. */
  private static final Dictionary<String, Object> AT_ALL =
      FrameworkUtil.asDictionary(
          Map.of(
              HttpWhiteboardConstants.HTTP_WHITEBOARD_FILTER_PATTERN,
              "/*",
              HttpWhiteboardConstants.HTTP_WHITEBOARD_FILTER_ASYNC_SUPPORTED,
              true,
              HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT,
              "(" + HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME + "=*)"));

  private static final String NODE = "node";
  private static final Duration FOUND_AFTER = Duration.ofMillis(500);
  private static final Duration FORCE_AFTER = Duration.ofSeconds(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final boolean witness;
  private final LocalStore store;
  private final HazelcastInstance member;
  private final HazelcastHandoffMap map; // null for a witness, which has no part in it
  private final UUID began;
  private final SetAside setAside;
  private final HazelcastCluster cluster;
  private final RunningLedger ledger;
  private final RunningLease lease;
  private final Attendance attendance;
  private final Deque<Runnable> published = new ArrayDeque<>();

  private RunningMember(
      ClusterSettings settings,
      LocalStore store,
      Map<ShardId, Header> stored,
      HazelcastInstance member,
      MemberRules rules,
      Consumer<String> onOver) {
    this.witness = settings.witness();
    this.store = store;
    this.member = member;
    this.map =
        witness
            ? null
            : new HazelcastHandoffMap(
                member, MemberConfig.ANSWER_LIMIT, MemberConfig.CONFIRM_LIMIT);
    this.began = member.getCluster().getLocalMember().getUuid();
    this.setAside = new SetAside(settings.data(), store, this::isInDoubt);
    this.cluster = new HazelcastCluster(member);
    this.ledger =
        new RunningLedger(cluster, store, settings.isAlone() ? Duration.ZERO : FOUND_AFTER);
    this.lease = new RunningLease(cluster, ledger);
    this.attendance = new Attendance(cluster, ledger, rules, onOver);
    if (settings.forceRestore()) {
      ForcedRestore unused = new ForcedRestore(cluster, ledger, rules, FORCE_AFTER);
    }
    member
        .getLifecycleService()
        .addLifecycleListener(
            event -> {
              if (event.getState() == LifecycleEvent.LifecycleState.MERGING) {
                lease.giveUp();
                setAside();
              } else if (event.getState() == LifecycleEvent.LifecycleState.MERGED
                  || event.getState() == LifecycleEvent.LifecycleState.MERGE_FAILED) {
                onOver.accept(
                    "Two halves of the cluster become one, and this node was in the smaller one. It"
                        + " starts again to join the other");
              }
            });
    Acquaintances acquaintances = new Acquaintances(store);
    ledger.onChange(() -> acquaintances.keep(cluster.addresses()));
    ledger.onChangeAndNow(new Disowning(cluster, ledger, store, stored));
  }

  /**
   * Opens the store and starts the member.
   *
   * @param onOver called, with the reason in words, when only a new start brings the node back: the
   *     others have gone on without this very member, or it finds no majority; must not block
   * @throws IOException if the store cannot be opened, or refuses to be
   */
  static RunningMember start(ClusterSettings settings, MemberRules rules, Consumer<String> onOver)
      throws IOException {
    long begin = System.nanoTime();
    LocalStore store = FileStore.open(settings.data().resolve(STORE));
    long opened = System.nanoTime();
    try {
      UUID node = node(store);
      if (WentOn.alone(store, node)) {
        setAsideOwn(settings, store, node);
      }
      Map<ShardId, Header> stored = Map.copyOf(store.shards());
      Config config = MemberConfig.of(settings, node, store);
      HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
      RunningMember running = on(member, settings, store, stored, rules, onOver);
      LOG.info(
          "Node {} is member {} on {}: store opened in {} ms, member started in {} ms",
          settings.name(),
          running.cluster.self().member(),
          running.address(),
          (opened - begin) / 1_000_000,
          (System.nanoTime() - opened) / 1_000_000);
      return running;
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * What only this node has, since it went on alone: the other one may have done so too, and when
   * they meet, the one that does not stand takes over the other's copies at once.
   */
  private static void setAsideOwn(ClusterSettings settings, LocalStore store, UUID node) {
    new SetAside(
            settings.data(), store, (shard, header) -> header.copies().nodes().equals(Set.of(node)))
        .once();
  }

  private static RunningMember on(
      HazelcastInstance member,
      ClusterSettings settings,
      LocalStore store,
      Map<ShardId, Header> stored,
      MemberRules rules,
      Consumer<String> onOver) {
    try {
      return new RunningMember(settings, store, stored, member, rules, onOver);
    } catch (RuntimeException e) {
      member.shutdown();
      throw e;
    }
  }

  /** The node's id for life: made when its store is. Whoever has another store is another node. */
  private static UUID node(LocalStore store) {
    byte[] known = store.records(NODE).get(NODE);
    if (known != null) {
      return UUID.fromString(new String(known, StandardCharsets.US_ASCII));
    }
    UUID drawn = UUID.randomUUID();
    store.record(NODE, drawn.toString().getBytes(StandardCharsets.US_ASCII));
    return drawn;
  }

  Cluster cluster() {
    return cluster;
  }

  Ledger ledger() {
    return ledger;
  }

  Lease lease() {
    return lease;
  }

  Membership membership() {
    return attendance;
  }

  HandoffMap map() {
    return map;
  }

  InetSocketAddress address() {
    return member.getCluster().getLocalMember().getSocketAddress();
  }

  LocalStore store() {
    return store;
  }

  /**
   * Puts into files what this member has and the others may not have, since they go on without it:
   * before Hazelcast puts their copies here, and at the latest before the member is stopped. Blocks
   * until they are on disk.
   *
   * @return whether they are, or there was nothing
   */
  boolean setAside() {
    try {
      setAside.once();
      return true;
    } catch (RuntimeException failed) {
      LOG.error("{}", failed.getMessage(), failed);
      return false;
    }
  }

  /** What keeps this member from keeping state, in words; empty if nothing does. */
  Optional<String> trouble() {
    if (!member.getLifecycleService().isRunning()) {
      return Optional.of("the Hazelcast member of this node does not run");
    }
    Optional<String> failed =
        store.failure().map(failure -> "the local store has failed: " + failure.getMessage());
    if (ledger.now().entries().containsKey(LedgerEntries.DRAIN + cluster.self().node())) {
      return Optional.of("draining: other nodes hold the shards");
    }
    return failed.isPresent() ? failed : ledger.waitsFor();
  }

  /**
   * Offers what the container stands on. A witness offers its ledger alone, and says with {@code
   * baton.witness} that it votes when it does.
   */
  void publish(BundleContext context) {
    if (witness) {
      ServiceRegistration<Ledger> offered = context.registerService(Ledger.class, ledger, null);
      withdrawnLater(offered);
      ledger.onChange(() -> offered.setProperties(FrameworkUtil.asDictionary(votes())));
      return;
    }
    withdrawnLater(context.registerService(LocalStore.class, store, null));
    withdrawnLater(context.registerService(HandoffMap.class, map, null));
    withdrawnLater(context.registerService(Cluster.class, cluster, null));
    withdrawnLater(context.registerService(Ledger.class, ledger, null));
    withdrawnLater(context.registerService(Lease.class, lease, null));
    withdrawnLater(context.registerService(Membership.class, attendance, null));
    Health health = new Health(context, this::trouble);
    published.push(health::close);
    withdrawnLater(context.registerService(Servlet.class, new HealthServlet(health), AT_HEALTH));
    withdrawnLater(context.registerService(Servlet.class, new FallbackServlet(health), AT_REST));
    Door door = new Door(health::isLeaving, health::hasLeft);
    withdrawnLater(context.registerService(Filter.class, door, AT_ALL));
    withdrawnLater(context.registerService(BeforeStop.class, door, null));
  }

  /**
   * Whether this very member held a shard as it is stored, and nobody is known to have it. A member
   * that has merged has another id than the one it began with.
   */
  private boolean isInDoubt(ShardId shard, Header header) {
    return map != null
        && header.holder().member().equals(began)
        && !map.isStoredElsewhere(shard, header);
  }

  private Map<String, Object> votes() {
    Roster roster = ledger.now().roster();
    return cluster.self().node().equals(roster.witness())
        ? Map.of("baton.witness", names(roster.nodes()))
        : Map.of();
  }

  private String names(Set<UUID> nodes) {
    return nodes.stream()
        .map(node -> LedgerEntries.name(ledger.now().entries(), node))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private void withdrawnLater(ServiceRegistration<?> registration) {
    published.push(registration::unregister);
  }

  /** What is said last, when nothing here answers anybody any more; waits a moment for it. */
  private void stop() {
    Snapshot now = ledger.now();
    boolean hasOthers = now.roster().voters().size() > 1 && cluster.members().size() > 1;
    boolean isIn = LedgerEntries.isIn(now.entries(), cluster.self());
    if (!hasOthers || !isIn || ledger.waitsFor().isPresent()) {
      return;
    }
    lease.giveUp();
    try {
      attendance.stop().toCompletableFuture().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      Step.NODE_STOPPED.reached();
      LOG.info(
          "This node is recorded as stopped; those that vote now: {}",
          names(ledger.now().roster().voters()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException unrecorded) {
      LOG.info("The others are not told that this node was stopped: {}", unrecorded.toString());
    }
  }

  @Override
  public void close() {
    while (!published.isEmpty()) {
      published.pop().run();
    }
    stop();
    attendance.close();
    lease.close();
    ledger.close();
    member.shutdown();
    store.close();
  }
}
