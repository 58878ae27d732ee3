package dev.baton.state.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import dev.baton.state.protocol.Header;
import java.io.IOException;

/** The answer of a {@link HeaderOperation}: the header, or null. */
final class HeaderFound implements IdentifiedDataSerializable {
  private Header header;

  HeaderFound() {}

  HeaderFound(Header header) {
    this.header = header;
  }

  Header header() {
    return header;
  }

  @Override
  public int getFactoryId() {
    return Types.FACTORY;
  }

  @Override
  public int getClassId() {
    return Types.HEADER_FOUND;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeBoolean(header != null);
    if (header != null) {
      Wire.write(header, out);
    }
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    header = in.readBoolean() ? Wire.readHeader(in) : null;
  }
}
