package dev.baton.container.cluster.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.impl.SerializationServiceSupport;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
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

  /** An exception of a class that Hazelcast does not know. */
  private static final class OutOfRange extends IllegalStateException {
    private static final long serialVersionUID = 1L;
  }
}
