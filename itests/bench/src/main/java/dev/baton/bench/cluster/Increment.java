package dev.baton.bench.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.util.Map;

/** Adds one to an entry, on its backup too; travels as Hazelcast does it best, with no content. */
final class Increment implements EntryProcessor<String, Long, Long>, IdentifiedDataSerializable {
  static final int FACTORY = 1;

  private static final long serialVersionUID = 1L;

  /** Makes it where it arrives. */
  static final class Made implements DataSerializableFactory {
    @Override
    public IdentifiedDataSerializable create(int id) {
      return new Increment();
    }
  }

  @Override
  public Long process(Map.Entry<String, Long> entry) {
    long next = entry.getValue() + 1;
    entry.setValue(next);
    return next;
  }

  @Override
  public int getFactoryId() {
    return FACTORY;
  }

  @Override
  public int getClassId() {
    return 1;
  }

  @Override
  public void writeData(ObjectDataOutput out) {
    // It has no content.
  }

  @Override
  public void readData(ObjectDataInput in) {
    // It has no content.
  }
}
