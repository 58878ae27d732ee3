package dev.baton.container.upgrade;

import dev.baton.container.Services;
import dev.baton.container.gate.Gates;
import dev.baton.container.upgrade.act.Acts;
import dev.baton.container.upgrade.act.BundleThreads;
import dev.baton.container.upgrade.artifact.Artifacts;
import dev.baton.container.upgrade.record.NodeRecord;
import dev.baton.container.upgrade.stage.Installation;
import dev.baton.container.upgrade.stage.Staging;
import dev.baton.container.upgrade.stage.StateServices;
import dev.baton.state.map.HandoffMap;
import dev.baton.state.shard.Shard;
import dev.baton.state.shard.ShardEnvironment;
import dev.baton.state.store.LocalStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
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
  private static final Duration RETRY = Duration.ofMillis(50);

  private final ExecutorService flushers = Executors.newFixedThreadPool(FLUSHERS, named("flush"));
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(named("timer"));
  private final Acts acts = new Acts();
  private final StateServices states;
  private final Node node;
  private final Thread boot;
  private volatile ServiceRegistration<Services> services;

  @Activate
  public Engine(
      BundleContext context,
      @Reference Gates gates,
      @Reference HandoffMap map,
      @Reference LocalStore store,
      @Reference ServiceComponentRuntime components)
      throws IOException {
    BundleThreads threads = new BundleThreads();
    states = new StateServices(context);
    gates.admit(context.getBundle());
    SecureRandom random = new SecureRandom();
    ShardEnvironment environment =
        new ShardEnvironment(
            map,
            shard -> null,
            flushers,
            timers,
            System::nanoTime,
            random::nextLong,
            ASYNC_LAG,
            RETRY);
    node =
        new Node(
            new NodeRecord(store),
            new Artifacts(Path.of(property(context, "baton.data"), "artifacts")),
            new Installation(context, threads),
            new Staging(gates, components, states, threads),
            gates,
            map,
            store,
            environment,
            threads,
            acts);
    boot = new Thread(() -> boot(context), "baton-boot");
    boot.start();
  }

  private void boot(BundleContext context) {
    try {
      new Boot(node).run();
      String host = context.getProperty("baton.http.host");
      String http =
          host == null
              ? ""
              : host + ":" + Objects.toString(context.getProperty("baton.http.port"), "");
      String name = Objects.toString(context.getProperty("baton.name"), "baton");
      services =
          context.registerService(
              Services.class,
              new Container(node, new View(node, name, http)),
              new Hashtable<>(Map.of("baton.ready", true)));
    } catch (InterruptedException stopping) {
      LOG.info("Stopped while starting");
    } catch (RuntimeException broken) {
      LOG.error("The node cannot start its services", broken);
    }
  }

  @Deactivate
  void stop() throws InterruptedException {
    ServiceRegistration<Services> offered = services;
    if (offered != null) {
      offered.unregister();
    }
    acts.close();
    boot.interrupt();
    boot.join(Duration.ofSeconds(1).toMillis());
    node.all().forEach(service -> node.gates().remove(service.name()));
    node.all().forEach(service -> service.shards().forEach(Shard::discard));
    states.close();
    timers.shutdownNow();
    flushers.shutdownNow();
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
