package dev.baton.state.codec;

/** Keys of one declared type as bytes and back: equal keys have equal bytes, and the reverse. */
public interface KeyCodec {

  /** The bytes of a key, given in the form the heap keeps. */
  byte[] encode(Object kept);

  /**
   * The key of such bytes, in the form the heap keeps.
   *
   * @throws IllegalArgumentException if the bytes are not those of a key of this type
   */
  Object decode(byte[] bytes);

  /** The form in which the heap keeps a key, which compares by content. */
  default Object kept(Object given) {
    return given;
  }

  /** The key as its author knows it. */
  default Object given(Object kept) {
    return kept;
  }

  /** The key as JSON, for people to read. */
  String toJson(Object kept);

  /**
   * The key that somebody typed, in the form the heap keeps.
   *
   * @throws IllegalArgumentException if the text is no key of this type
   */
  Object parse(String text);
}
