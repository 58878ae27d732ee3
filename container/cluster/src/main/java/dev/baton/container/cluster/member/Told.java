package dev.baton.container.cluster.member;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import dev.baton.container.cluster.NotDeliveredException;
import dev.baton.container.cluster.PeerFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;

/** What comes back from an {@link AskOperation}: bytes, or in words why there are none. */
final class Told implements IdentifiedDataSerializable {
  private enum Outcome {
    ANSWERED,
    FAILED,
    NOT_DELIVERED
  }

  private Outcome outcome;
  private byte[] content;

  Told() {}

  private Told(Outcome outcome, byte[] content) {
    this.outcome = outcome;
    this.content = content;
  }

  static Told answered(byte[] answer) {
    return new Told(Outcome.ANSWERED, answer);
  }

  static Told failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    String words = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new Told(Outcome.FAILED, words.getBytes(StandardCharsets.UTF_8));
  }

  static Told notDelivered(String why) {
    return new Told(Outcome.NOT_DELIVERED, why.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The answer.
   *
   * @throws PeerFailedException if the peer failed to answer
   * @throws NotDeliveredException if it never began to
   */
  byte[] answer() {
    return switch (outcome) {
      case ANSWERED -> content;
      case FAILED -> throw new PeerFailedException(new String(content, StandardCharsets.UTF_8));
      case NOT_DELIVERED ->
          throw new NotDeliveredException(new String(content, StandardCharsets.UTF_8));
    };
  }

  @Override
  public int getFactoryId() {
    return Types.FACTORY;
  }

  @Override
  public int getClassId() {
    return Types.TOLD;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeByte(outcome.ordinal());
    out.writeByteArray(content);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    outcome = Outcome.values()[in.readByte()];
    content = in.readByteArray();
  }
}
