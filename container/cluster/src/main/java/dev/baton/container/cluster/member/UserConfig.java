package dev.baton.container.cluster.member;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.EndpointConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.YamlConfigBuilder;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.internal.yaml.YamlLoader;
import com.hazelcast.internal.yaml.YamlMapping;
import com.hazelcast.internal.yaml.YamlNameNodePair;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A user's own Hazelcast configuration: where the member listens and how it finds others is taken
 * from it, and what Baton does not need to be otherwise. The rest is Baton's and not taken.
 */
final class UserConfig {
  private static final String ROOT = "hazelcast";
  private static final String NETWORK = "network";
  private static final String ADVANCED = "advanced-network";
  private static final Set<String> TAKEN =
      Set.of(NETWORK, ADVANCED, "properties", "member-attributes", "partition-group");
  private static final Set<String> NETWORK_TAKEN =
      Set.of(
          "join",
          "port",
          "public-address",
          "reuse-address",
          "interfaces",
          "outbound-ports",
          "failure-detector",
          "member-address-provider");
  private static final Set<String> ADVANCED_TAKEN =
      Set.of(
          "enabled",
          "join",
          "failure-detector",
          "member-address-provider",
          "member-server-socket-endpoint-config");

  private final Config config;
  private final List<String> notTaken;

  private UserConfig(Config config, List<String> notTaken) {
    this.config = config;
    this.notTaken = notTaken;
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalStateException if Hazelcast does not understand it
   */
  static UserConfig read(Path file) throws IOException {
    byte[] yaml = Files.readAllBytes(file);
    try {
      Config config = new YamlConfigBuilder(new ByteArrayInputStream(yaml)).build();
      YamlMapping document = (YamlMapping) YamlLoader.load(new ByteArrayInputStream(yaml));
      YamlMapping root = document.childAsMapping(ROOT);
      return new UserConfig(config, notTaken(root == null ? document : root));
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "Hazelcast does not understand " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<String> notTaken(YamlMapping root) {
    List<String> names = new ArrayList<>();
    collect(names, "", root, TAKEN);
    collect(names, NETWORK + ".", root.childAsMapping(NETWORK), NETWORK_TAKEN);
    collect(names, ADVANCED + ".", root.childAsMapping(ADVANCED), ADVANCED_TAKEN);
    return names;
  }

  private static void collect(
      List<String> names, String prefix, YamlMapping mapping, Set<String> taken) {
    if (mapping != null) {
      for (YamlNameNodePair pair : mapping.childrenPairs()) {
        if (!taken.contains(pair.nodeName())) {
          names.add(prefix + pair.nodeName());
        }
      }
    }
  }

  /** The settings in the file that Baton does not take, by name. */
  List<String> notTaken() {
    return List.copyOf(notTaken);
  }

  /** Gives a configuration what is taken; what Baton needs is to be set over it. */
  void giveTo(Config target) {
    config.getProperties().forEach((name, value) -> target.setProperty("" + name, "" + value));
    target.setPartitionGroupConfig(config.getPartitionGroupConfig());
    config
        .getMemberAttributeConfig()
        .getAttributes()
        .forEach(target.getMemberAttributeConfig()::setAttribute);
    AdvancedNetworkConfig network = target.getAdvancedNetworkConfig();
    AdvancedNetworkConfig advanced = config.getAdvancedNetworkConfig();
    if (advanced.isEnabled()) {
      network.setJoin(advanced.getJoin());
      network.setMemberAddressProviderConfig(advanced.getMemberAddressProviderConfig());
      network.setIcmpFailureDetectorConfig(advanced.getIcmpFailureDetectorConfig());
      EndpointConfig endpoint = advanced.getEndpointConfigs().get(EndpointQualifier.MEMBER);
      network.setMemberEndpointConfig((ServerSocketEndpointConfig) endpoint);
    } else {
      NetworkConfig plain = config.getNetworkConfig();
      network.setJoin(plain.getJoin());
      network.setMemberAddressProviderConfig(plain.getMemberAddressProviderConfig());
      network.setIcmpFailureDetectorConfig(plain.getIcmpFailureDetectorConfig());
      network.setMemberEndpointConfig(endpoint(plain));
    }
  }

  private static ServerSocketEndpointConfig endpoint(NetworkConfig plain) {
    ServerSocketEndpointConfig endpoint = new ServerSocketEndpointConfig();
    endpoint
        .setPort(plain.getPort())
        .setPortCount(plain.getPortCount())
        .setPortAutoIncrement(plain.isPortAutoIncrement())
        .setReuseAddress(plain.isReuseAddress())
        .setPublicAddress(plain.getPublicAddress());
    endpoint.setInterfaces(plain.getInterfaces());
    endpoint.setOutboundPorts(plain.getOutboundPorts());
    endpoint.setOutboundPortDefinitions(plain.getOutboundPortDefinitions());
    return endpoint;
  }
}
