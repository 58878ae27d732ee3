package dev.baton.state.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.impl.operationservice.BackupOperation;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.ShardId;
import java.io.IOException;

/**
 * A request on a backup. Hazelcast acknowledges a backup unless it throws, so this one throws when
 * it would not end up with the primary's header. Then the outcome is unknown to the sender, who
 * repeats the request until Hazelcast has brought this copy up to date.
 */
final class FencedBackup extends ShardOperation implements BackupOperation {
  private Request request;
  private Header primary;

  FencedBackup() {}

  FencedBackup(ShardId shard, Request request, Header primary) {
    super(shard);
    this.request = request;
    this.primary = primary;
  }

  @Override
  public void run() {
    replica(records(true)).follow(request, primary);
  }

  @Override
  public void logError(Throwable error) {
    if (error instanceof Replica.BehindException) {
      getLogger().warning(error.getMessage());
    } else {
      super.logError(error);
    }
  }

  @Override
  public int getClassId() {
    return Types.FENCED_BACKUP;
  }

  @Override
  protected void writeInternal(ObjectDataOutput out) throws IOException {
    super.writeInternal(out);
    Wire.write(request, out);
    Wire.write(primary, out);
  }

  @Override
  protected void readInternal(ObjectDataInput in) throws IOException {
    super.readInternal(in);
    request = Wire.readRequest(in);
    primary = Wire.readHeader(in);
  }
}
