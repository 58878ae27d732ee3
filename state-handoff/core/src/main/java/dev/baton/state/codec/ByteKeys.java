package dev.baton.state.codec;

import java.util.HexFormat;

/** Byte arrays as they are; people see and type them in hexadecimal. */
final class ByteKeys implements KeyCodec {

  @Override
  public byte[] encode(Object kept) {
    return ((Bytes) kept).content();
  }

  @Override
  public Object decode(byte[] bytes) {
    return new Bytes(bytes);
  }

  @Override
  public Object kept(Object given) {
    return given instanceof byte[] bytes ? new Bytes(bytes.clone()) : given;
  }

  @Override
  public Object given(Object kept) {
    return ((Bytes) kept).content().clone();
  }

  @Override
  public String toJson(Object kept) {
    return Json.text(HexFormat.of().formatHex(((Bytes) kept).content()));
  }

  @Override
  public Object parse(String text) {
    return new Bytes(HexFormat.of().parseHex(Json.isQuoted(text) ? Json.unquote(text) : text));
  }
}
