package dev.baton.state.codec;

import java.nio.charset.StandardCharsets;

/**
 * Texts as UTF-8. A text that is no valid Unicode is told from what UTF-8 would make of it by a
 * first byte that UTF-8 never has, with UTF-16 behind it.
 */
final class TextKeys implements KeyCodec {
  private static final byte UTF_16_FOLLOWS = (byte) 0xff;

  @Override
  public byte[] encode(Object kept) {
    String text = (String) kept;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return mayHaveLost(bytes) && !new String(bytes, StandardCharsets.UTF_8).equals(text)
        ? utf16(text)
        : bytes;
  }

  @Override
  public Object decode(byte[] bytes) {
    return bytes.length > 0 && bytes[0] == UTF_16_FOLLOWS
        ? utf16(bytes)
        : new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public String toJson(Object kept) {
    return Json.text((String) kept);
  }

  @Override
  public Object parse(String text) {
    return Json.isQuoted(text) ? Json.unquote(text) : text;
  }

  private static boolean mayHaveLost(byte[] bytes) {
    for (byte each : bytes) {
      if (each == '?') {
        return true;
      }
    }
    return false;
  }

  private static byte[] utf16(String text) {
    byte[] bytes = new byte[1 + 2 * text.length()];
    bytes[0] = UTF_16_FOLLOWS;
    for (int i = 0; i < text.length(); i++) {
      bytes[1 + 2 * i] = (byte) (text.charAt(i) >>> Byte.SIZE);
      bytes[2 + 2 * i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  private static String utf16(byte[] bytes) {
    char[] text = new char[bytes.length / 2];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) (bytes[1 + 2 * i] << Byte.SIZE | bytes[2 + 2 * i] & 0xff);
    }
    return new String(text);
  }
}
