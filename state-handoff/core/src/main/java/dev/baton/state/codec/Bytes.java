package dev.baton.state.codec;

import java.util.Arrays;

/** A byte[] key as the heap keeps it: compared by content, never changed. */
record Bytes(byte[] content) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return Arrays.toString(content);
  }
}
