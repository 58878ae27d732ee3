package dev.baton.container.cluster.member;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import dev.baton.state.hazelcast.HandoffMapConfig;
import dev.baton.state.store.LocalStore;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * How the member is configured, where Hazelcast's defaults are not safe or not small: its port is
 * open to whoever reaches it, it looks for others by itself, and it reads any Java object.
 */
final class MemberConfig {
  /** Longer than all that a member waits for on its own, below. */
  static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

  /** How long a copy may take to say that it has stored a request, before it is sent again. */
  static final Duration CONFIRM_LIMIT = Duration.ofMillis(500);

  private static final int BACKUPS = 1;

  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          // the launcher stops the bundles, and this bundle the member
          Map.entry("hazelcast.shutdownhook.enabled", "false"),
          Map.entry("hazelcast.logging.type", "slf4j"),
          Map.entry("hazelcast.phone.home.enabled", "false"),
          Map.entry("hazelcast.health.monitoring.level", "OFF"),
          Map.entry("hazelcast.diagnostics.enabled", "false"),
          Map.entry("hazelcast.jmx", "false"),
          Map.entry("hazelcast.socket.bind.any", "false"),
          Map.entry("hazelcast.wait.seconds.before.join", "0"),
          // an answer within 10 s, a silent member gone after 5 s
          Map.entry("hazelcast.operation.call.timeout.millis", "10000"),
          Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
          Map.entry("hazelcast.max.no.heartbeat.seconds", "5"),
          Map.entry("hazelcast.graceful.shutdown.max.wait", "5"),
          // two cores
          Map.entry("hazelcast.operation.thread.count", "2"),
          Map.entry("hazelcast.operation.generic.thread.count", "2"),
          Map.entry("hazelcast.operation.responsethread.count", "1"),
          Map.entry("hazelcast.io.thread.count", "1"),
          Map.entry("hazelcast.event.thread.count", "1"),
          Map.entry("hazelcast.partition.count", "271"));

  private MemberConfig() {}

  /** The configuration of a node that is alone, on a free port of the loopback interface. */
  static Config of(String name, UUID node, LocalStore store) {
    // Nobody is to join a node that is alone: nobody can know the name of its cluster.
    Config config = new Config(name).setClusterName("baton-" + UUID.randomUUID());
    PROPERTIES.forEach(config::setProperty);
    HandoffMapConfig.prepare(config, BACKUPS, node, store);
    onLoopback(config.getAdvancedNetworkConfig());
    config.getSerializationConfig().setJavaSerializationFilterConfig(exceptionsOnly());
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    config.getIntegrityCheckerConfig().setEnabled(false);
    return config;
  }

  /** An endpoint for members alone: Hazelcast's own clients, REST and memcache have none. */
  private static void onLoopback(AdvancedNetworkConfig network) {
    ServerSocketEndpointConfig endpoint = new ServerSocketEndpointConfig();
    endpoint.setPort(0).setPortAutoIncrement(false);
    endpoint.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    network.setEnabled(true).setMemberEndpointConfig(endpoint);
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
  }

  /** Members tell each other failures as Java objects, and nothing else. */
  private static JavaSerializationFilterConfig exceptionsOnly() {
    JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
    filter.setDefaultsDisabled(true);
    filter
        .getWhitelist()
        .addPackages(
            "java.lang",
            "com.hazelcast.core",
            "com.hazelcast.internal.cluster.impl",
            "com.hazelcast.map",
            "com.hazelcast.nio.serialization",
            "com.hazelcast.partition",
            "com.hazelcast.spi.exception",
            "com.hazelcast.spi.impl.operationservice",
            "com.hazelcast.splitbrainprotection",
            "com.hazelcast.transaction")
        .addClasses(
            "[Ljava.lang.StackTraceElement;",
            "java.io.IOException",
            "java.util.ArrayList",
            "java.util.Collections$EmptyList",
            "java.util.concurrent.CancellationException",
            "java.util.concurrent.ExecutionException",
            "java.util.concurrent.TimeoutException");
    return filter;
  }
}
