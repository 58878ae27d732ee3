package dev.baton.state.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.impl.operationservice.BackupAwareOperation;
import com.hazelcast.spi.impl.operationservice.MutatingOperation;
import com.hazelcast.spi.impl.operationservice.Operation;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.ShardId;
import java.io.IOException;

/**
 * A request on the primary. Whatever stands is shipped to the backups, a repeat too: they may have
 * missed it the first time, and the answer waits for them.
 */
final class FencedOperation extends ShardOperation
    implements BackupAwareOperation, MutatingOperation {

  private Request request;
  private transient MapRecords records;
  private transient Replica.Accepted accepted;

  FencedOperation() {}

  FencedOperation(ShardId shard, Request request) {
    super(shard);
    this.request = request;
  }

  @Override
  public void run() {
    records = records(false);
    accepted = replica(records).accept(request);
  }

  @Override
  public Object getResponse() {
    return new Outcome(
        accepted.answer(), getNodeEngine().getLocalMember().getUuid(), accepted.ticket());
  }

  @Override
  public boolean shouldBackup() {
    return accepted.answer().stands();
  }

  @Override
  public int getSyncBackupCount() {
    return records.backups();
  }

  @Override
  public int getAsyncBackupCount() {
    return records.asyncBackups();
  }

  @Override
  public Operation getBackupOperation() {
    return new FencedBackup(shard(), request, accepted.answer().header());
  }

  @Override
  public int getClassId() {
    return Types.FENCED_OPERATION;
  }

  @Override
  protected void writeInternal(ObjectDataOutput out) throws IOException {
    super.writeInternal(out);
    Wire.write(request, out);
  }

  @Override
  protected void readInternal(ObjectDataInput in) throws IOException {
    super.readInternal(in);
    request = Wire.readRequest(in);
  }
}
