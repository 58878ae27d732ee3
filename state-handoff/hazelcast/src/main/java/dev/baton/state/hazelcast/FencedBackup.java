package dev.baton.state.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.impl.operationservice.BackupOperation;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.ShardId;
import java.io.IOException;
import java.util.UUID;

/**
 * A request on a backup. Hazelcast waits for no backup: this copy tells the sender itself when its
 * store has written the request, and tells nothing if it would not end up with the primary's
 * header. Then the sender repeats the request until Hazelcast has brought this copy up to date.
 */
final class FencedBackup extends ShardOperation implements BackupOperation {
  private Request request;
  private Header primary;
  private UUID sender;

  FencedBackup() {}

  FencedBackup(ShardId shard, Request request, Header primary, UUID sender) {
    super(shard);
    this.request = request;
    this.primary = primary;
    this.sender = sender;
  }

  @Override
  public void run() {
    long ticket = replica(records(true)).follow(request, primary);
    confirm(primary, request, ticket, sender);
  }

  @Override
  public void logError(Throwable error) {
    if (error instanceof Replica.BehindException) {
      getLogger().fine(error.getMessage());
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
    Wire.write(sender, out);
  }

  @Override
  protected void readInternal(ObjectDataInput in) throws IOException {
    super.readInternal(in);
    request = Wire.readRequest(in);
    primary = Wire.readHeader(in);
    sender = Wire.readId(in);
  }
}
