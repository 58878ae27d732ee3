package dev.baton.state.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.baton.state.store.LocalStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** In-process members of one cluster on loopback; closes what it started. */
final class Members implements AutoCloseable {
  private final String cluster = "test-" + UUID.randomUUID();
  private final List<HazelcastInstance> started = new ArrayList<>();
  private int minimum;

  /** Split-brain protection refuses everything with fewer members. */
  Members atLeast(int members) {
    minimum = members;
    return this;
  }

  HazelcastInstance start() {
    return start(null);
  }

  HazelcastInstance start(LocalStore store) {
    return start(UUID.randomUUID(), store);
  }

  HazelcastInstance start(UUID node, LocalStore store) {
    Config config = new Config().setClusterName(cluster);
    HandoffMapConfig.prepare(config, 1, node, store);
    config.getNetworkConfig().setPort(15701).setPortAutoIncrement(true);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    config
        .getNetworkConfig()
        .getJoin()
        .getTcpIpConfig()
        .setEnabled(true)
        .addMember("127.0.0.1:15701")
        .addMember("127.0.0.1:15702");
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.operation.call.timeout.millis", "5000");
    config.setProperty("hazelcast.operation.thread.count", "2");
    config.setProperty("hazelcast.operation.generic.thread.count", "2");
    config.setProperty("hazelcast.partition.count", "31");
    if (minimum > 0) {
      config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig("enough", true, minimum));
      config.getMapConfig("baton.state.*").setSplitBrainProtectionName("enough");
    }
    HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
    started.add(member);
    return member;
  }

  static HazelcastHandoffMap map(HazelcastInstance member) {
    return new HazelcastHandoffMap(member, Duration.ofSeconds(8), Duration.ofSeconds(1));
  }

  @Override
  public void close() {
    started.forEach(member -> member.getLifecycleService().terminate());
  }
}
