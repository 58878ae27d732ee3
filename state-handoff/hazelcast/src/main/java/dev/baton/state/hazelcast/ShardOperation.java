package dev.baton.state.hazelcast;

import com.hazelcast.internal.services.ServiceNamespace;
import com.hazelcast.internal.services.ServiceNamespaceAware;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.impl.operationservice.NamedOperation;
import com.hazelcast.spi.impl.operationservice.Operation;
import com.hazelcast.spi.impl.operationservice.PartitionAwareOperation;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.store.LocalStore;
import java.io.IOException;

/**
 * An operation on one shard, run on the thread of its partition. Split-brain protection finds the
 * map's rule by the name; the name space keeps Hazelcast's replica versions per map.
 */
abstract class ShardOperation extends Operation
    implements PartitionAwareOperation,
        NamedOperation,
        ServiceNamespaceAware,
        IdentifiedDataSerializable {

  private ShardId shard;

  ShardOperation() {}

  ShardOperation(ShardId shard) {
    this.shard = shard;
  }

  final ShardId shard() {
    return shard;
  }

  final MapRecords records(boolean backup) {
    return MapRecords.of(getService(), getName(), getPartitionId(), shard, backup);
  }

  /** The shard's copy on this member, with the member's store. */
  final Replica replica(MapRecords records) {
    return new Replica(shard, records, store());
  }

  private LocalStore store() {
    return HandoffMapConfig.storeOf(getNodeEngine().getHazelcastInstance());
  }

  @Override
  public final String getName() {
    return HandoffMapConfig.mapOf(shard.service());
  }

  @Override
  public final String getServiceName() {
    return MapService.SERVICE_NAME;
  }

  @Override
  public final ServiceNamespace getServiceNamespace() {
    return MapService.getObjectNamespace(getName());
  }

  @Override
  public final int getFactoryId() {
    return Types.FACTORY;
  }

  @Override
  protected void writeInternal(ObjectDataOutput out) throws IOException {
    Wire.write(shard, out);
  }

  @Override
  protected void readInternal(ObjectDataInput in) throws IOException {
    shard = Wire.readShard(in);
  }

  @Override
  protected void toString(StringBuilder text) {
    text.append(", shard=").append(shard);
  }
}
