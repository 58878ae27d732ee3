package dev.baton.state.hazelcast;

import com.hazelcast.spi.impl.operationservice.ReadonlyOperation;
import dev.baton.state.protocol.ShardId;

/** Reads the header of a shard. */
final class HeaderOperation extends ShardOperation implements ReadonlyOperation {
  private transient HeaderFound found;

  HeaderOperation() {}

  HeaderOperation(ShardId shard) {
    super(shard);
  }

  @Override
  public void run() {
    found = new HeaderFound(replica(records(false)).header());
  }

  @Override
  public Object getResponse() {
    return found;
  }

  @Override
  public int getClassId() {
    return Types.HEADER_OPERATION;
  }
}
