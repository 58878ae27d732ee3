package dev.baton.state.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.internal.services.ServiceNamespace;
import com.hazelcast.internal.services.ServiceNamespaceAware;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.operationservice.NamedOperation;
import com.hazelcast.spi.impl.operationservice.Operation;
import com.hazelcast.spi.impl.operationservice.PartitionAwareOperation;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.ShardId;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

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
    Site site = Site.of(getNodeEngine());
    return new Replica(shard, records, site.node(), site.store());
  }

  /**
   * Tells the sender of a request, once the store has written it, or forced it if that is asked.
   */
  final void confirm(Header stored, Request request, long ticket, UUID sender) {
    NodeEngine engine = getNodeEngine();
    Site site = Site.of(engine);
    ShardId of = shard;
    if (site.store() == null) {
      tell(engine, sender, of, site.node(), stored);
      return;
    }
    boolean force = request instanceof Request.Batch batch && batch.force();
    CompletionStage<Void> safe = force ? site.store().forced(ticket) : site.store().written(ticket);
    safe.whenComplete(
        (done, failure) -> {
          if (failure == null) {
            tell(engine, sender, of, site.node(), stored);
          }
        });
  }

  private static void tell(
      NodeEngine engine, UUID sender, ShardId shard, UUID node, Header stored) {
    if (sender.equals(engine.getLocalMember().getUuid())) {
      Site.of(engine).confirmations().confirmed(shard, node, stored);
      return;
    }
    Member member = engine.getClusterService().getMember(sender);
    if (member != null) {
      engine
          .getOperationService()
          .send(new ConfirmOperation(shard, node, stored), member.getAddress());
    }
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
