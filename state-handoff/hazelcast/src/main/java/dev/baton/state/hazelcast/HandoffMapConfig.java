package dev.baton.state.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.MetadataPolicy;
import com.hazelcast.spi.merge.DiscardMergePolicy;
import com.hazelcast.spi.properties.ClusterProperty;
import dev.baton.state.store.LocalStore;
import java.util.UUID;

/** What a Hazelcast member must be told before it starts, to carry handoff maps. */
public final class HandoffMapConfig {
  private static final String PREFIX = "baton.state.";

  private HandoffMapConfig() {}

  /**
   * Adds the handoff maps' needs to a member's configuration: the types that travel, how the maps
   * are kept, and that the smaller side of a split brings nothing back with it.
   *
   * @param backups how many further copies of a shard there are to be, as far as there are members;
   *     the same on all members
   * @param node the id that the node keeps for life
   * @param store the member's local store, or null if it keeps nothing on disk
   */
  public static void prepare(Config config, int backups, UUID node, LocalStore store) {
    config.setClassLoader(HandoffMapConfig.class.getClassLoader());
    config.getSerializationConfig().addDataSerializableFactory(Types.FACTORY, new Types());
    config.setProperty(ClusterProperty.PARTITION_BACKUP_SYNC_INTERVAL.getName(), "2");
    config.addMapConfig(
        new MapConfig(PREFIX + "*")
            .setBackupCount(backups)
            .setInMemoryFormat(InMemoryFormat.BINARY)
            .setReadBackupData(false)
            .setMergePolicyConfig(
                new MergePolicyConfig().setPolicy(DiscardMergePolicy.class.getName()))
            .setMetadataPolicy(MetadataPolicy.OFF)
            .setStatisticsEnabled(false));
    config.addListenerConfig(new ListenerConfig(new MigrationNews()));
    new Site(node, store, new Confirmations()).prepare(config);
  }

  /** How many backups the member keeps of each shard. */
  static int backups(Config config) {
    return config.findMapConfig(PREFIX + "*").getBackupCount();
  }

  static String mapOf(String service) {
    return PREFIX + service;
  }
}
