package dev.baton.state.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import dev.baton.state.protocol.Answer;
import dev.baton.state.protocol.Answer.Verdict;
import java.io.IOException;

/** The answer of a {@link FencedOperation}: what the primary decided. */
final class Outcome implements IdentifiedDataSerializable {
  private Answer answer;

  Outcome() {}

  Outcome(Answer answer) {
    this.answer = answer;
  }

  Answer answer() {
    return answer;
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
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    Verdict verdict = Verdict.values()[in.readByte()];
    HeaderFound found = new HeaderFound();
    found.readData(in);
    answer = new Answer(verdict, found.header());
  }
}
