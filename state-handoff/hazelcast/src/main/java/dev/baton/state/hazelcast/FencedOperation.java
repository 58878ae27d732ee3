package dev.baton.state.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.impl.operationservice.BackupAwareOperation;
import com.hazelcast.spi.impl.operationservice.MutatingOperation;
import com.hazelcast.spi.impl.operationservice.Operation;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.ShardId;
import java.io.IOException;
import java.util.UUID;

/**
 * A request on the primary. Whatever stands is shipped to the backups, a repeat too: they may have
 * missed it the first time. The answer says what the primary decided; that it is stored, each copy
 * tells the sender by itself ({@link ConfirmOperation}), the primary too.
 */
final class FencedOperation extends ShardOperation
    implements BackupAwareOperation, MutatingOperation {

  private Request request;
  private Copies copies;
  private UUID sender;
  private transient MapRecords records;
  private transient Replica.Accepted accepted;

  FencedOperation() {}

  /**
   * @param copies the newest recorded copy set that the sender knows, or null
   * @param sender the member that the copies tell
   */
  FencedOperation(ShardId shard, Request request, Copies copies, UUID sender) {
    super(shard);
    this.request = request;
    this.copies = copies;
    this.sender = sender;
  }

  @Override
  public void run() {
    records = records(false);
    accepted = replica(records).accept(request, copies);
    if (accepted.answer().stands()) {
      confirm(accepted.answer().header(), request, accepted.ticket(), sender);
    }
  }

  @Override
  public Object getResponse() {
    return new Outcome(accepted.answer());
  }

  @Override
  public boolean shouldBackup() {
    return accepted.answer().stands();
  }

  @Override
  public int getSyncBackupCount() {
    return 0;
  }

  @Override
  public int getAsyncBackupCount() {
    return records.backups();
  }

  @Override
  public Operation getBackupOperation() {
    return new FencedBackup(shard(), request, accepted.answer().header(), sender);
  }

  @Override
  public int getClassId() {
    return Types.FENCED_OPERATION;
  }

  @Override
  protected void writeInternal(ObjectDataOutput out) throws IOException {
    super.writeInternal(out);
    Wire.write(request, out);
    Wire.write(copies, out);
    Wire.write(sender, out);
  }

  @Override
  protected void readInternal(ObjectDataInput in) throws IOException {
    super.readInternal(in);
    request = Wire.readRequest(in);
    copies = Wire.readCopies(in);
    sender = Wire.readId(in);
  }
}
