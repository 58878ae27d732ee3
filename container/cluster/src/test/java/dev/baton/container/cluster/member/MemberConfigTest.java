package dev.baton.container.cluster.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.internal.partition.PartitionStateVersionMismatchException;
import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.impl.SerializationServiceSupport;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemberConfigTest {
  @TempDir private Path data;

  @Test
  void nobodyElseIsLookedForOrLetIn() throws Exception {
    Config config = MemberConfig.of(ClusterSettings.alone("node-1", data), UUID.randomUUID(), null);
    JoinConfig join = config.getAdvancedNetworkConfig().getJoin();
    assertTrue(join.getTcpIpConfig().getMembers().isEmpty());
    assertTrue(!join.getMulticastConfig().isEnabled() && !join.isAutoDetectionEnabled());
    assertEquals(
        Set.of(EndpointQualifier.MEMBER),
        config.getAdvancedNetworkConfig().getEndpointConfigs().keySet());
  }

  @Test
  void membersTellEachOtherFailuresAndNoOtherJavaObjects() throws Exception {
    HazelcastInstance member =
        Hazelcast.newHazelcastInstance(
            MemberConfig.of(ClusterSettings.alone("node-1", data), UUID.randomUUID(), null));
    try {
      SerializationService serialization =
          ((SerializationServiceSupport) member).getSerializationService();
      for (Exception failure :
          List.of(
              new SplitBrainProtectionException("too few"),
              new PartitionStateVersionMismatchException(2, 1),
              new UncheckedIOException(new EOFException("short")),
              new IndeterminateOperationStateException("unknown", new IOException("x")))) {
        Exception read = serialization.toObject(serialization.toData(failure));
        assertEquals(failure.getMessage(), read.getMessage());
      }
      for (Serializable foreign : List.of(new File("x"), new OutOfRange())) {
        Object data = serialization.toData(foreign);
        assertThrows(HazelcastSerializationException.class, () -> serialization.toObject(data));
      }
    } finally {
      member.shutdown();
    }
  }

  private ClusterSettings clustered(String listen, List<String> join, String yaml, Path key)
      throws Exception {
    Path file = data.resolve("hazelcast.yaml");
    if (yaml != null) {
      Files.writeString(file, yaml);
    }
    return new ClusterSettings(
        "a",
        data,
        "http://127.0.0.1:1",
        Optional.ofNullable(listen).map(host -> new InetSocketAddress(host, 5701)),
        join,
        key,
        yaml == null ? Optional.empty() : Optional.of(file),
        false,
        false);
  }

  private static ServerSocketEndpointConfig endpoint(Config config) {
    return (ServerSocketEndpointConfig)
        config.getAdvancedNetworkConfig().getEndpointConfigs().get(EndpointQualifier.MEMBER);
  }

  private Config config(ClusterSettings settings) throws Exception {
    return MemberConfig.of(settings, UUID.randomUUID(), null);
  }

  @Test
  void whoLooksForOthersTakesTheFirstFreePortAndTheKeysName() throws Exception {
    Path key = data.resolve("key");
    Config config = config(clustered(null, List.of("127.0.0.1:5701"), null, key));
    assertEquals(5701, endpoint(config).getPort());
    assertTrue(endpoint(config).isPortAutoIncrement());
    assertEquals(
        List.of("127.0.0.1"), List.copyOf(endpoint(config).getInterfaces().getInterfaces()));
    assertEquals(ClusterKey.read(key).clusterName(), config.getClusterName());
    assertEquals(
        List.of("127.0.0.1:5701"),
        config.getAdvancedNetworkConfig().getJoin().getTcpIpConfig().getMembers());
  }

  @Test
  void nobodyListensBeyondLoopbackWithoutAKey() throws Exception {
    Path key = data.resolve("key");
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class,
            () -> config(clustered("192.0.2.1", List.of(), null, key)));
    assertTrue(refused.getMessage().contains(key.toString()), refused.getMessage());
    assertTrue(Files.notExists(key));
    assertThrows(
        IllegalStateException.class,
        () -> config(clustered(null, List.of(), "hazelcast:\n  network:\n    port: 7000", key)));
    Files.writeString(key, "0123456789abcdef");
    Config config = config(clustered("192.0.2.1", List.of(), null, key));
    assertFalse(endpoint(config).isPortAutoIncrement());
  }

  @Test
  void networkAndDiscoveryOfTheUsersFileAreTakenAndNotWhatIsBatons() throws Exception {
    String yaml =
        """
        hazelcast:
          cluster-name: mine
          network:
            port:
              port: 7000
              port-count: 3
            interfaces:
              enabled: true
              interfaces: [127.0.0.1]
            join:
              multicast:
                enabled: true
                multicast-port: 54999
            rest-api:
              enabled: true
          properties:
            hazelcast.max.no.heartbeat.seconds: 60
            hazelcast.socket.no.delay: false
          member-attributes:
            rack:
              value: r1
          map:
            baton.state.*:
              backup-count: 0
        """;
    ClusterSettings settings = clustered(null, List.of(), yaml, data.resolve("key"));
    assertEquals(
        Set.of("cluster-name", "map", "network.rest-api"),
        Set.copyOf(UserConfig.read(settings.file().get()).notTaken()));
    Config config = config(settings);
    assertEquals(7000, endpoint(config).getPort());
    assertEquals(3, endpoint(config).getPortCount());
    JoinConfig join = config.getAdvancedNetworkConfig().getJoin();
    assertTrue(join.getMulticastConfig().isEnabled());
    assertEquals(54999, join.getMulticastConfig().getMulticastPort());
    assertTrue(config.getClusterName().startsWith("baton-"));
    assertEquals("5", config.getProperty("hazelcast.max.no.heartbeat.seconds"));
    assertEquals("false", config.getProperty("hazelcast.socket.no.delay"));
    assertEquals("r1", config.getMemberAttributeConfig().getAttribute("rack"));
    assertEquals("a", config.getMemberAttributeConfig().getAttribute("baton.name"));
    assertEquals(1, config.getMapConfig("baton.state.x").getBackupCount());
    assertEquals(
        Set.of(EndpointQualifier.MEMBER),
        config.getAdvancedNetworkConfig().getEndpointConfigs().keySet());
  }

  @Test
  void optionsComeBeforeTheUsersFile() throws Exception {
    String yaml = "hazelcast:\n  network:\n    join:\n      multicast:\n        enabled: true\n";
    Config config =
        config(clustered("127.0.0.1", List.of("127.0.0.1:1"), yaml, data.resolve("key")));
    JoinConfig join = config.getAdvancedNetworkConfig().getJoin();
    assertFalse(join.getMulticastConfig().isEnabled());
    assertEquals(List.of("127.0.0.1:1"), join.getTcpIpConfig().getMembers());
    assertEquals(5701, endpoint(config).getPort());
  }

  @Test
  void whatHazelcastDoesNotUnderstandIsNamed() throws Exception {
    ClusterSettings settings =
        clustered(null, List.of(), "hazelcast:\n  netwerk: {}\n", data.resolve("key"));
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> config(settings));
    assertTrue(refused.getMessage().contains("netwerk"), refused.getMessage());
  }

  /** An exception of a class that Hazelcast does not know. */
  private static final class OutOfRange extends IllegalStateException {
    private static final long serialVersionUID = 1L;
  }
}
