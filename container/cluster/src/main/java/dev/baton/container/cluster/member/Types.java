package dev.baton.container.cluster.member;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

/** Makes what travels between members, by number; a number keeps its meaning for good. */
final class Types implements DataSerializableFactory {
  static final int FACTORY = 0xBA702;

  static final int ASK_OPERATION = 0;
  static final int TOLD = 1;

  @Override
  public IdentifiedDataSerializable create(int number) {
    return switch (number) {
      case ASK_OPERATION -> new AskOperation();
      case TOLD -> new Told();
      default -> throw new IllegalArgumentException("Baton's cluster has no type " + number);
    };
  }
}
