package dev.baton.state.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MetadataPolicy;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spi.properties.ClusterProperty;
import dev.baton.state.store.LocalStore;

/** What a Hazelcast member must be told before it starts, to carry handoff maps. */
public final class HandoffMapConfig {
  private static final String PREFIX = "baton.state.";
  private static final String STORE = "baton.store";

  private HandoffMapConfig() {}

  /**
   * Adds the handoff maps' needs to a member's configuration: the types that travel, how the maps
   * are kept, and that an operation whose backup did not answer counts as unknown.
   *
   * @param backups how many further copies of a shard must answer a request, as far as there are
   *     members; the same on all members
   * @param store the member's local store, or null if it keeps nothing on disk
   */
  public static void prepare(Config config, int backups, LocalStore store) {
    config.setClassLoader(HandoffMapConfig.class.getClassLoader());
    config.getSerializationConfig().addDataSerializableFactory(Types.FACTORY, new Types());
    config.setProperty(ClusterProperty.FAIL_ON_INDETERMINATE_OPERATION_STATE.getName(), "true");
    config.addMapConfig(
        new MapConfig(PREFIX + "*")
            .setBackupCount(backups)
            .setInMemoryFormat(InMemoryFormat.BINARY)
            .setReadBackupData(false)
            .setMetadataPolicy(MetadataPolicy.OFF)
            .setStatisticsEnabled(false));
    if (store != null) {
      config.getUserContext().put(STORE, store);
    }
  }

  static String mapOf(String service) {
    return PREFIX + service;
  }

  static LocalStore storeOf(HazelcastInstance member) {
    return (LocalStore) member.getUserContext().get(STORE);
  }
}
