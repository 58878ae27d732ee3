package dev.baton.container.upgrade;

import dev.baton.container.Backups;
import dev.baton.container.BeforeStop;
import dev.baton.container.Nodes;
import dev.baton.container.Services;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Lease;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.Membership;
import dev.baton.container.gate.Gates;
import dev.baton.container.upgrade.act.Acts;
import dev.baton.container.upgrade.act.BundleThreads;
import dev.baton.container.upgrade.artifact.ArtifactExchange;
import dev.baton.container.upgrade.artifact.Artifacts;
import dev.baton.container.upgrade.backup.LostShards;
import dev.baton.container.upgrade.backup.Outgoing;
import dev.baton.container.upgrade.backup.Shards;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.nodes.ClusterNodes;
import dev.baton.container.upgrade.nodes.Logs;
import dev.baton.container.upgrade.nodes.Views;
import dev.baton.container.upgrade.record.ClusterRecord;
import dev.baton.container.upgrade.route.ClusterLine;
import dev.baton.container.upgrade.route.RouteLimits;
import dev.baton.container.upgrade.route.Routing;
import dev.baton.container.upgrade.stage.Installation;
import dev.baton.container.upgrade.stage.Staging;
import dev.baton.container.upgrade.stage.StateServices;
import dev.baton.container.upgrade.tend.Surroundings;
import dev.baton.container.upgrade.tend.Tending;
import dev.baton.state.map.HandoffMap;
import dev.baton.state.shard.Shard;
import dev.baton.state.shard.ShardEnvironment;
import dev.baton.state.store.LocalStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the engine when gates, handoff map and local store are there: brings the node's services
 * back, then offers {@link Services}, marked ready.
 *
 * <p>Framework properties: {@code baton.data} (directory), {@code baton.name}, {@code
 * baton.http.host}, {@code baton.http.port}.
 */
@Component(service = {})
public final class Engine {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final int FLUSHERS = 2;
  private static final Duration ASYNC_LAG = Duration.ofMillis(10);
  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofMillis(50);

  private final ExecutorService flushers = Executors.newFixedThreadPool(FLUSHERS, named("flush"));
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(named("timer"));
  private final Acts acts = new Acts();
  private final StateServices states;
  private final Routing routing;
  private final AutoCloseable calls;
  private final ExecutorService docks = Executors.newCachedThreadPool(named("dock"));
  private final Tending tending;
  private final OwnPart ownPart;
  private final Views views;
  private final Logs logs;
  private final ClusterNodes nodes;
  private final Leaving leaving;
  private final Following following;
  private final ArtifactExchange exchange;
  private final Outgoing outgoing;
  private final BackupVerbs backups;
  private final LostShards lost;
  private final Node node;
  private final Thread boot;
  private final List<ServiceRegistration<?>> registrations = new CopyOnWriteArrayList<>();
  private final ServiceRegistration<Nodes> offeredNodes;
  private volatile ServiceRegistration<Services> services;

  @Activate
  public Engine(
      BundleContext context,
      @Reference Gates gates,
      @Reference HandoffMap map,
      @Reference LocalStore store,
      @Reference Cluster cluster,
      @Reference Ledger ledger,
      @Reference Lease lease,
      @Reference Membership membership,
      @Reference ServiceComponentRuntime components)
      throws IOException {
    BundleThreads threads = new BundleThreads();
    states = new StateServices(context);
    gates.admit(context.getBundle());
    SecureRandom random = new SecureRandom();
    ClusterRecord record = new ClusterRecord(ledger);
    ShardEnvironment environment =
        new ShardEnvironment(
            map,
            record::placement,
            () -> record.isIn(map.node(), map.member()),
            lease::mayAnswer,
            flushers,
            timers,
            System::nanoTime,
            random::nextLong,
            ASYNC_LAG,
            RETRY);
    Map<String, ServiceBundle> running = new ConcurrentHashMap<>();
    tending =
        new Tending(
            new Surroundings(cluster, ledger, lease, record, map, store, random::nextLong),
            running,
            docks,
            acts);
    ClusterLine line = new ClusterLine(cluster);
    routing = new Routing(gates, tending.directory(), line, RouteLimits.DEFAULT);
    calls = line.answerBy(routing);
    Artifacts artifacts = new Artifacts(Path.of(property(context, "baton.data"), "artifacts"));
    exchange = new ArtifactExchange(artifacts, cluster, flushers);
    Path sending = Path.of(property(context, "baton.data"), "outgoing");
    outgoing = new Outgoing(cluster, store, sending, docks);
    node =
        new Node(
            record,
            artifacts,
            exchange,
            new Installation(context, threads),
            new Staging(gates, components, states, threads),
            gates,
            map,
            store,
            environment,
            threads,
            acts,
            cluster,
            routing,
            tending,
            new Parts(cluster),
            running,
            new ConcurrentHashMap<>());
    Shards shards = new Shards(cluster, record, store, tending::stored);
    backups = new BackupVerbs(node, ledger, shards, context.getBundle().getVersion().toString());
    lost = new LostShards(Path.of(property(context, "baton.data"), "lost"), record, shards);
    ownPart = new OwnPart(node, cluster, docks);
    views = new Views(cluster, new Self(node, lost::words)::own, docks);
    logs = new Logs(cluster, Path.of(property(context, "baton.data"), "log"), docks);
    nodes =
        new ClusterNodes(
            cluster, ledger, membership, record, views, logs, acts, new Drills(node)::run);
    leaving =
        new Leaving(
            cluster,
            membership,
            record,
            tending,
            () -> announce("baton.leaving"),
            () -> announce("baton.leaving", "baton.left"),
            LEAVE_LIMIT);
    following = new Following(node, ledger);
    offeredNodes = context.registerService(Nodes.class, nodes, null);
    registrations.add(offeredNodes);
    boot = new Thread(() -> boot(context, ledger), "baton-boot");
    boot.start();
  }

  private void boot(BundleContext context, Ledger ledger) {
    try {
      new Beginning(node.cluster(), ledger, this::announceWaiting).await();
      tending.start();
      new Boot(node).run();
      following.start();
      lost.start();
      String host = context.getProperty("baton.http.host");
      String http =
          host == null
              ? ""
              : host + ":" + Objects.toString(context.getProperty("baton.http.port"), "");
      String name = Objects.toString(context.getProperty("baton.name"), "baton");
      new Drills(node).schedule(context.getProperty(Drills.EVERY), timers);
      registrations.add(context.registerService(BeforeStop.class, leaving, null));
      registrations.add(context.registerService(Backups.class, backups, null));
      services =
          context.registerService(
              Services.class,
              new Container(node, new View(node, views, name, http)),
              new Hashtable<>(Map.of("baton.ready", true)));
    } catch (InterruptedException stopping) {
      LOG.info("Stopped while starting");
    } catch (RuntimeException broken) {
      LOG.error("The node cannot start its services", broken);
    }
  }

  private void announceWaiting(Optional<String> why) {
    offeredNodes.setProperties(
        new Hashtable<>(
            why.<Map<String, String>>map(w -> Map.of("baton.waits", w)).orElse(Map.of())));
  }

  /** For those who let clients in. */
  private void announce(String... words) {
    ServiceRegistration<Services> offered = services;
    if (offered != null) {
      Hashtable<String, Object> properties = new Hashtable<>(Map.of("baton.ready", true));
      for (String word : words) {
        properties.put(word, true);
      }
      offered.setProperties(properties);
    }
  }

  @Deactivate
  void stop() throws InterruptedException {
    ServiceRegistration<Services> offered = services;
    if (offered != null) {
      offered.unregister();
    }
    registrations.forEach(ServiceRegistration::unregister);
    acts.close();
    following.close();
    lost.close();
    tending.close();
    close(calls);
    close(ownPart);
    close(views);
    close(logs);
    close(exchange);
    close(outgoing);
    routing.close();
    boot.interrupt();
    boot.join(Duration.ofSeconds(1).toMillis());
    node.all().forEach(service -> node.gates().remove(service.name()));
    node.all().forEach(service -> service.shards().forEach(Shard::discard));
    states.close();
    timers.shutdownNow();
    flushers.shutdownNow();
  }

  private static void close(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception failed) {
      LOG.debug("Closing failed while the node stops", failed);
    }
  }

  private static String property(BundleContext context, String key) {
    String value = context.getProperty(key);
    if (value == null) {
      throw new IllegalStateException("The framework property '" + key + "' is not set");
    }
    return value;
  }

  private static ThreadFactory named(String what) {
    AtomicInteger number = new AtomicInteger();
    return body -> {
      Thread thread = new Thread(body, "baton-" + what + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
