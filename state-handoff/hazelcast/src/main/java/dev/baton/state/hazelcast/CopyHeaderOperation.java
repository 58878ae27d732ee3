package dev.baton.state.hazelcast;

import com.hazelcast.spi.impl.operationservice.ReadonlyOperation;
import dev.baton.state.protocol.ShardId;

/** Reads the header of the copy that a certain member has, whether primary, backup or neither. */
final class CopyHeaderOperation extends ShardOperation implements ReadonlyOperation {
  private transient HeaderFound found;

  CopyHeaderOperation() {}

  CopyHeaderOperation(ShardId shard, int partition) {
    super(shard);
    setPartitionId(partition);
    setValidateTarget(false);
  }

  @Override
  public void run() {
    found = new HeaderFound(replica(records(true)).header());
  }

  @Override
  public Object getResponse() {
    return found;
  }

  @Override
  public int getClassId() {
    return Types.COPY_HEADER_OPERATION;
  }
}
