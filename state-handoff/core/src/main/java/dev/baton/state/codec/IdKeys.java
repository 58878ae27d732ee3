package dev.baton.state.codec;

import java.nio.ByteBuffer;
import java.util.UUID;

/** UUIDs as sixteen bytes. */
final class IdKeys implements KeyCodec {
  private static final int LENGTH = 2 * Long.BYTES;

  @Override
  public byte[] encode(Object kept) {
    UUID id = (UUID) kept;
    return ByteBuffer.allocate(LENGTH)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  @Override
  public Object decode(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(bytes.length + " bytes are no UUID, which has " + LENGTH);
    }
    ByteBuffer from = ByteBuffer.wrap(bytes);
    return new UUID(from.getLong(), from.getLong());
  }

  @Override
  public String toJson(Object kept) {
    return Json.text(kept.toString());
  }

  @Override
  public Object parse(String text) {
    return UUID.fromString(Json.isQuoted(text) ? Json.unquote(text) : text);
  }
}
