package dev.baton.state.hazelcast;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes what travels between members, by number: no class is ever looked up by a name that was
 * sent. A number keeps its meaning for good.
 */
final class Types implements DataSerializableFactory {
  static final int FACTORY = 0xBA701;

  static final int FENCED_OPERATION = 0;
  static final int FENCED_BACKUP = 1;
  static final int OUTCOME = 2;
  static final int HEADER_OPERATION = 3;
  static final int HEADER_FOUND = 4;
  static final int READ_OPERATION = 5;
  static final int ENTRIES_FOUND = 6;
  static final int CONFIRM_OPERATION = 7;
  static final int DISCARD_OPERATION = 8;
  static final int COPY_HEADER_OPERATION = 9;

  private static final List<Supplier<IdentifiedDataSerializable>> BY_NUMBER =
      List.of(
          FencedOperation::new,
          FencedBackup::new,
          Outcome::new,
          HeaderOperation::new,
          HeaderFound::new,
          ReadOperation::new,
          EntriesFound::new,
          ConfirmOperation::new,
          DiscardOperation::new,
          CopyHeaderOperation::new);

  @Override
  public IdentifiedDataSerializable create(int number) {
    if (number < 0 || number >= BY_NUMBER.size()) {
      throw new IllegalArgumentException(
          "Baton has no type " + number + "; it knows 0 to " + (BY_NUMBER.size() - 1));
    }
    return BY_NUMBER.get(number).get();
  }
}
