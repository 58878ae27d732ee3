package dev.baton.state.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Constants by their names. */
final class EnumKeys implements KeyCodec {
  private final Class<?> type;

  EnumKeys(Class<?> type) {
    this.type = type;
  }

  @Override
  public byte[] encode(Object kept) {
    return ((Enum<?>) kept).name().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Object decode(byte[] bytes) {
    return named(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public String toJson(Object kept) {
    return Json.text(((Enum<?>) kept).name());
  }

  @Override
  public Object parse(String text) {
    return named(Json.isQuoted(text) ? Json.unquote(text) : text);
  }

  private Object named(String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        type.getName()
            + " has no constant '"
            + name
            + "', only "
            + Arrays.toString(type.getEnumConstants()));
  }
}
