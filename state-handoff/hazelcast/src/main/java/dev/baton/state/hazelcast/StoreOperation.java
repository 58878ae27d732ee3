package dev.baton.state.hazelcast;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.impl.operationservice.CallStatus;
import com.hazelcast.spi.impl.operationservice.Offload;
import com.hazelcast.spi.impl.operationservice.Operation;
import dev.baton.state.store.LocalStore;
import java.util.concurrent.CompletionStage;

/** Asks something of a member's local store and answers when the store has done it. */
abstract class StoreOperation extends Operation implements IdentifiedDataSerializable {

  /** What is asked; a member without a store has nothing to do. */
  abstract CompletionStage<Void> ask(LocalStore store);

  @Override
  public final CallStatus call() {
    LocalStore store = Site.of(getNodeEngine()).store();
    return store == null ? CallStatus.RESPONSE : new Asked(store);
  }

  /** Keeps the operation known to Hazelcast while the store is at work, on no thread of its own. */
  private final class Asked extends Offload {
    private final LocalStore store;

    Asked(LocalStore store) {
      super(StoreOperation.this);
      this.store = store;
    }

    @Override
    public void start() {
      ask(store).whenComplete((done, failure) -> sendResponse(told(failure)));
    }

    /** Hazelcast sends exceptions by Java serialization: only its own class travels. */
    private HazelcastException told(Throwable failure) {
      return failure == null ? null : new HazelcastException("Local store: " + failure);
    }
  }

  @Override
  public final String getServiceName() {
    return MapService.SERVICE_NAME;
  }

  @Override
  public final int getFactoryId() {
    return Types.FACTORY;
  }
}
