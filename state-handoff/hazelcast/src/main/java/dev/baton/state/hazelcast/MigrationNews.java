package dev.baton.state.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.instance.impl.HazelcastInstanceImpl;
import com.hazelcast.internal.partition.InternalPartitionService;
import com.hazelcast.internal.partition.MigrationInfo;
import com.hazelcast.internal.partition.impl.InternalPartitionServiceImpl;
import com.hazelcast.internal.partition.operation.PublishCompletedMigrationsOperation;
import com.hazelcast.partition.MigrationListener;
import com.hazelcast.partition.MigrationState;
import com.hazelcast.partition.ReplicaMigrationEvent;
import com.hazelcast.spi.impl.NodeEngine;
import java.util.List;

/**
 * Has the oldest member tell the others of each migration that is complete. Hazelcast tells them
 * after ten ({@code MigrationManagerImpl}, {@code PUBLISH_COMPLETED_MIGRATIONS_BATCH_SIZE}), or at
 * the end of its plan; until then the old owner of a partition refuses what is sent to it, and
 * everybody but the oldest sends it there. What was told already is told again by Hazelcast itself,
 * and changes nothing then. Runs on Hazelcast's event thread.
 */
final class MigrationNews implements MigrationListener, HazelcastInstanceAware {
  private volatile NodeEngine engine;

  @Override
  public void setHazelcastInstance(HazelcastInstance member) {
    engine = ((HazelcastInstanceImpl) member).node.getNodeEngine();
  }

  @Override
  public void migrationStarted(MigrationState state) {}

  @Override
  public void migrationFinished(MigrationState state) {}

  @Override
  public void replicaMigrationCompleted(ReplicaMigrationEvent event) {
    if (!engine.getClusterService().isMaster()) {
      return;
    }
    List<MigrationInfo> complete =
        ((InternalPartitionServiceImpl) engine.getPartitionService())
            .getMigrationManager()
            .getCompletedMigrationsCopy();
    if (complete.isEmpty()) {
      return;
    }
    for (Member member : engine.getClusterService().getMembers()) {
      if (!member.localMember()) {
        engine
            .getOperationService()
            .invokeOnTargetAsync(
                InternalPartitionService.SERVICE_NAME,
                new PublishCompletedMigrationsOperation(complete),
                member.getAddress());
      }
    }
  }

  @Override
  public void replicaMigrationFailed(ReplicaMigrationEvent event) {}
}
