package dev.baton.state.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import dev.baton.state.store.LocalStore;
import java.io.IOException;
import java.util.concurrent.CompletionStage;

/** Answers when the member's store has written, or forced to disk, all up to a ticket. */
final class WrittenOperation extends StoreOperation {
  private long ticket;
  private boolean force;

  WrittenOperation() {}

  WrittenOperation(long ticket, boolean force) {
    this.ticket = ticket;
    this.force = force;
  }

  @Override
  CompletionStage<Void> ask(LocalStore store) {
    return force ? store.forced(ticket) : store.written(ticket);
  }

  @Override
  public int getClassId() {
    return Types.WRITTEN_OPERATION;
  }

  @Override
  protected void writeInternal(ObjectDataOutput out) throws IOException {
    out.writeLong(ticket);
    out.writeBoolean(force);
  }

  @Override
  protected void readInternal(ObjectDataInput in) throws IOException {
    ticket = in.readLong();
    force = in.readBoolean();
  }
}
