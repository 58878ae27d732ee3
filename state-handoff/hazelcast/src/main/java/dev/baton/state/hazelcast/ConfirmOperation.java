package dev.baton.state.hazelcast;

import com.hazelcast.map.impl.MapService;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.impl.operationservice.Operation;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.io.IOException;
import java.util.UUID;

/** Tells the sender of a request that a node's store has written it. Nobody answers. */
final class ConfirmOperation extends Operation implements IdentifiedDataSerializable {
  private ShardId shard;
  private UUID node;
  private Header stored;

  ConfirmOperation() {}

  ConfirmOperation(ShardId shard, UUID node, Header stored) {
    this.shard = shard;
    this.node = node;
    this.stored = stored;
  }

  @Override
  public void run() {
    Site.of(getNodeEngine()).confirmations().confirmed(shard, node, stored);
  }

  @Override
  public boolean returnsResponse() {
    return false;
  }

  @Override
  public String getServiceName() {
    return MapService.SERVICE_NAME;
  }

  @Override
  public int getFactoryId() {
    return Types.FACTORY;
  }

  @Override
  public int getClassId() {
    return Types.CONFIRM_OPERATION;
  }

  @Override
  protected void writeInternal(ObjectDataOutput out) throws IOException {
    Wire.write(shard, out);
    Wire.write(node, out);
    Wire.write(stored, out);
  }

  @Override
  protected void readInternal(ObjectDataInput in) throws IOException {
    shard = Wire.readShard(in);
    node = Wire.readId(in);
    stored = Wire.readHeader(in);
  }
}
