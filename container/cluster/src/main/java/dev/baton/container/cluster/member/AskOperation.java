package dev.baton.container.cluster.member;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.impl.operationservice.CallStatus;
import com.hazelcast.spi.impl.operationservice.ExceptionAction;
import com.hazelcast.spi.impl.operationservice.Offload;
import com.hazelcast.spi.impl.operationservice.Operation;
import dev.baton.container.cluster.Peer;
import java.io.IOException;
import java.util.UUID;

/** A question of one member to another: run there at most once, on a generic thread. */
final class AskOperation extends Operation implements IdentifiedDataSerializable {
  private UUID target;
  private String channel;
  private byte[] question;

  AskOperation() {}

  AskOperation(UUID target, String channel, byte[] question) {
    this.target = target;
    this.channel = channel;
    this.question = question;
  }

  @Override
  public CallStatus call() {
    HazelcastCluster here = HazelcastCluster.of(getNodeEngine().getHazelcastInstance());
    Peer asker = here == null ? null : here.member(getCallerUuid());
    if (asker == null || !target.equals(getNodeEngine().getLocalMember().getUuid())) {
      sendResponse(Told.notDelivered("the one asked there is not, or no longer, who was meant"));
      return CallStatus.VOID;
    }
    return new Asked(here.channels(), asker);
  }

  /** Keeps the operation known to Hazelcast while the answer is made, on no thread of its own. */
  private final class Asked extends Offload {
    private final Channels channels;
    private final Peer asker;

    Asked(Channels channels, Peer asker) {
      super(AskOperation.this);
      this.channels = channels;
      this.asker = asker;
    }

    @Override
    public void start() {
      channels.answer(channel, asker, question).thenAccept(AskOperation.this::sendResponse);
    }
  }

  @Override
  public ExceptionAction onInvocationException(Throwable failure) {
    return ExceptionAction.THROW_EXCEPTION;
  }

  @Override
  public int getFactoryId() {
    return Types.FACTORY;
  }

  @Override
  public int getClassId() {
    return Types.ASK_OPERATION;
  }

  @Override
  protected void writeInternal(ObjectDataOutput out) throws IOException {
    out.writeLong(target.getMostSignificantBits());
    out.writeLong(target.getLeastSignificantBits());
    out.writeString(channel);
    out.writeByteArray(question);
  }

  @Override
  protected void readInternal(ObjectDataInput in) throws IOException {
    target = new UUID(in.readLong(), in.readLong());
    channel = in.readString();
    question = in.readByteArray();
  }
}
