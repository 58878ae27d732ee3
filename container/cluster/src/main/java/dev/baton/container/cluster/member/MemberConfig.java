package dev.baton.container.cluster.member;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.DiscoveryConfig;
import com.hazelcast.config.InterfacesConfig;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.instance.EndpointQualifier;
import dev.baton.state.hazelcast.HandoffMapConfig;
import dev.baton.state.store.LocalStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the member is configured, where Hazelcast's defaults are not safe or not small: its port is
 * open to whoever reaches it, it looks for others by itself, and it reads any Java object.
 */
final class MemberConfig {
  /** Longer than all that a member waits for on its own, below. */
  static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

  /** How long a copy may take to say that it has stored a request, before it is sent again. */
  static final Duration CONFIRM_LIMIT = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(MemberConfig.class);
  private static final int BACKUPS = 1;
  private static final int FIRST_PORT = 5701;
  private static final int PORTS = 100;

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
          Map.entry("hazelcast.max.wait.seconds.before.join", "1"),
          Map.entry("hazelcast.tcp.join.port.try.count", "1"),
          // two clusters of one key that see each other become one; a search waits 5 s for each
          // node that is gone, and what comes due meanwhile is left out: a long pause adds to that
          Map.entry("hazelcast.merge.first.run.delay.seconds", "1"),
          Map.entry("hazelcast.merge.next.run.delay.seconds", "1"),
          // a member whose connection is lost and refused again 50 ms later is gone
          Map.entry("hazelcast.connection.monitor.interval", "50"),
          Map.entry("hazelcast.connection.monitor.max.faults", "1"),
          // one at a time: copying competes with the calls, and with taking over what a dead one
          // held
          Map.entry("hazelcast.partition.max.parallel.migrations", "1"),
          // an answer within 10 s, a silent member gone after 5 s
          Map.entry("hazelcast.operation.call.timeout.millis", "10000"),
          Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
          Map.entry("hazelcast.max.no.heartbeat.seconds", "5"),
          Map.entry("hazelcast.graceful.shutdown.max.wait", "5"),
          // what met a member that has left finds the next primary soon: the pause between attempts
          // doubles up to this; Hazelcast warns of more than 99, too many for the limit below
          Map.entry("hazelcast.invocation.retry.pause.millis", "125"),
          // more than cores: one that copies a whole shard holds up few others
          Map.entry("hazelcast.operation.thread.count", "32"),
          // who finds nobody writing to another member writes by itself, but after two met there,
          // the I/O thread does for this long; with the default of 100 the nodes' own few messages
          // cost calls a thread more half of the time
          Map.entry("hazelcast.concurrent.window.ms", "10"),
          // calls from node to node run here too: who comes and goes holds up one or two of them
          Map.entry("hazelcast.operation.generic.thread.count", "4"),
          // two cores
          Map.entry("hazelcast.operation.responsethread.count", "1"),
          Map.entry("hazelcast.io.thread.count", "1"),
          Map.entry("hazelcast.event.thread.count", "1"),
          Map.entry("hazelcast.partition.count", "271"));

  private final ClusterSettings settings;
  private final Config config;

  private MemberConfig(ClusterSettings settings, Config config) {
    this.settings = settings;
    this.config = config;
  }

  /**
   * The configuration of a member.
   *
   * @param node the node's id
   * @param store the node's local store, or null
   * @throws IOException if a file cannot be read or made that the settings name
   * @throws IllegalStateException if the member must not start like that
   */
  static Config of(ClusterSettings settings, UUID node, LocalStore store) throws IOException {
    MemberConfig made = new MemberConfig(settings, new Config());
    made.listenAndJoin(store);
    made.own(node, store);
    HazelcastCluster.prepare(made.config, node, settings.name(), settings.http());
    return made.config;
  }

  private void listenAndJoin(LocalStore store) throws IOException {
    AdvancedNetworkConfig network = config.getAdvancedNetworkConfig();
    if (settings.file().isPresent()) {
      UserConfig user = UserConfig.read(settings.file().get());
      user.giveTo(config);
      overruled(user);
    } else {
      listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      boolean seeks = settings.listen().isPresent() && store != null;
      joinByAddress(network.getJoin(), seeks ? Acquaintances.in(store) : List.of());
    }
    settings.listen().ifPresent(this::listen);
    if (settings.file().isEmpty() && settings.listen().isEmpty() && !settings.join().isEmpty()) {
      endpoint().setPort(FIRST_PORT).setPortCount(PORTS).setPortAutoIncrement(true);
    }
    if (!settings.join().isEmpty()) {
      joinByAddress(network.getJoin(), settings.join());
    }
    network.setEnabled(true);
    config.setClusterName(clusterName());
  }

  /** Members alone: Hazelcast's own clients, REST and memcache have no endpoint. */
  private void listen(InetSocketAddress address) {
    ServerSocketEndpointConfig endpoint = new ServerSocketEndpointConfig();
    endpoint.setPort(address.getPort()).setPortAutoIncrement(false);
    endpoint.getInterfaces().setEnabled(true).addInterface(address.getAddress().getHostAddress());
    config.getAdvancedNetworkConfig().setMemberEndpointConfig(endpoint);
  }

  private static void joinByAddress(JoinConfig join, List<String> members) {
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getAwsConfig().setEnabled(false);
    join.getGcpConfig().setEnabled(false);
    join.getAzureConfig().setEnabled(false);
    join.getKubernetesConfig().setEnabled(false);
    join.getEurekaConfig().setEnabled(false);
    join.setDiscoveryConfig(new DiscoveryConfig());
    join.getTcpIpConfig()
        .setEnabled(true)
        .setRequiredMember(null)
        .setMembers(members)
        .setConnectionTimeoutSeconds(1);
  }

  private ServerSocketEndpointConfig endpoint() {
    return (ServerSocketEndpointConfig)
        config.getAdvancedNetworkConfig().getEndpointConfigs().get(EndpointQualifier.MEMBER);
  }

  private String clusterName() throws IOException {
    if (settings.isAlone()) {
      // Nobody is to join a node that is alone: nobody can know the name of its cluster.
      return "baton-" + UUID.randomUUID();
    }
    if (!isOnLoopback() && !Files.exists(settings.key())) {
      throw new IllegalStateException(
          "This node is to be reached from other machines, and whoever reaches it can join if there"
              + " is no key: put the same secret, 16 characters or more, into "
              + settings.key()
              + " on all of them, or name another file with baton.cluster.key");
    }
    return ClusterKey.readOrMake(settings.key()).clusterName();
  }

  private boolean isOnLoopback() throws UnknownHostException {
    InterfacesConfig interfaces = endpoint().getInterfaces();
    if (!interfaces.isEnabled()) {
      return false;
    }
    for (String each : interfaces.getInterfaces()) {
      if (each.indexOf('*') >= 0 || !InetAddress.getByName(each).isLoopbackAddress()) {
        return false;
      }
    }
    return !interfaces.getInterfaces().isEmpty();
  }

  /** Says what of the user's file counts for nothing. */
  private void overruled(UserConfig user) {
    List<String> names = new ArrayList<>(user.notTaken());
    PROPERTIES.forEach(
        (name, value) -> {
          String other = config.getProperty(name);
          if (other != null && !other.equals(value)) {
            names.add("properties." + name + " (stays " + value + ")");
          }
        });
    if (!settings.join().isEmpty()) {
      names.add("join (--join is given)");
    }
    if (settings.listen().isPresent()) {
      names.add("port and interfaces (--cluster is given)");
    }
    if (!names.isEmpty()) {
      LOG.warn("{} sets what is Baton's own, so it is not taken: {}", settings.file().get(), names);
    }
  }

  private void own(UUID node, LocalStore store) {
    config.setInstanceName(settings.name());
    config.setLiteMember(settings.witness()); // it keeps no copies
    PROPERTIES.forEach(config::setProperty);
    HandoffMapConfig.prepare(config, BACKUPS, node, store);
    config.getSerializationConfig().setJavaSerializationFilterConfig(ofMembersOnly());
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    config.getIntegrityCheckerConfig().setEnabled(false);
  }

  /**
   * Members tell each other failures as Java objects, and the state of the cluster. One that cannot
   * be read is worse than one that is not told: whoever asked waits for good, such as the oldest
   * member with all its migrations. So all of Hazelcast's own are let in, as it does by default,
   * and those of the JDK that its operations may end with.
   */
  private static JavaSerializationFilterConfig ofMembersOnly() {
    JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
    filter.setDefaultsDisabled(true);
    filter
        .getWhitelist()
        .addPrefixes("com.hazelcast.")
        .addPackages("java.lang")
        .addClasses(
            "[Ljava.lang.StackTraceElement;",
            "java.io.EOFException",
            "java.io.IOException",
            "java.io.UncheckedIOException",
            "java.net.ConnectException",
            "java.net.SocketException",
            "java.nio.channels.ClosedChannelException",
            "java.util.ArrayList",
            "java.util.Collections$EmptyList",
            "java.util.ConcurrentModificationException",
            "java.util.NoSuchElementException",
            "java.util.concurrent.CancellationException",
            "java.util.concurrent.CompletionException",
            "java.util.concurrent.ExecutionException",
            "java.util.concurrent.RejectedExecutionException",
            "java.util.concurrent.TimeoutException");
    return filter;
  }
}
