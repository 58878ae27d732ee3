package dev.baton.state.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import dev.baton.state.protocol.Answer;
import dev.baton.state.protocol.Answer.Verdict;
import java.io.IOException;
import java.util.UUID;

/** The answer of a {@link FencedOperation}: the primary's, and the ticket of its local store. */
final class Outcome implements IdentifiedDataSerializable {
  private Answer answer;
  private UUID primary;
  private long ticket;

  Outcome() {}

  Outcome(Answer answer, UUID primary, long ticket) {
    this.answer = answer;
    this.primary = primary;
    this.ticket = ticket;
  }

  Answer answer() {
    return answer;
  }

  UUID primary() {
    return primary;
  }

  long ticket() {
    return ticket;
  }

  boolean queued() {
    return ticket != Replica.Accepted.NOTHING_QUEUED;
  }

  @Override
  public int getFactoryId() {
    return Types.FACTORY;
  }

  @Override
  public int getClassId() {
    return Types.OUTCOME;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeByte(answer.verdict().ordinal());
    new HeaderFound(answer.header()).writeData(out);
    Wire.write(primary, out);
    out.writeLong(ticket);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    Verdict verdict = Verdict.values()[in.readByte()];
    HeaderFound found = new HeaderFound();
    found.readData(in);
    answer = new Answer(verdict, found.header());
    primary = Wire.readId(in);
    ticket = in.readLong();
  }
}
