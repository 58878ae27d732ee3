package dev.baton.state.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import dev.baton.state.store.LocalStore;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Has the member's store delete an incarnation of a service; answers when that is on disk. */
final class DiscardOperation extends StoreOperation {
  private String service;
  private UUID incarnation;

  DiscardOperation() {}

  DiscardOperation(String service, UUID incarnation) {
    this.service = service;
    this.incarnation = incarnation;
  }

  @Override
  CompletionStage<Void> ask(LocalStore store) {
    return store.forced(store.discard(service, incarnation));
  }

  @Override
  public int getClassId() {
    return Types.DISCARD_OPERATION;
  }

  @Override
  protected void writeInternal(ObjectDataOutput out) throws IOException {
    Wire.write(service, out);
    Wire.write(incarnation, out);
  }

  @Override
  protected void readInternal(ObjectDataInput in) throws IOException {
    service = Wire.readText(in);
    incarnation = Wire.readId(in);
  }
}
