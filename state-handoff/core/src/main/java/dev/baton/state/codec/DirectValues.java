package dev.baton.state.codec;

/** Values in the direct form that keys of their type have. */
final class DirectValues implements ValueCodec {
  private final KeyCodec keys;

  DirectValues(KeyCodec keys) {
    this.keys = keys;
  }

  @Override
  public byte[] encode(Object value) {
    return keys.encode(keys.kept(value));
  }

  @Override
  public Object decode(byte[] bytes) {
    return keys.given(keys.decode(bytes));
  }

  @Override
  public String toJson(Object value) {
    return keys.toJson(keys.kept(value));
  }
}
