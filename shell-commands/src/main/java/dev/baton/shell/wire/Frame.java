package dev.baton.shell.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One message between client and node.
 *
 * @param kind what it is
 * @param body its bytes; not copied, so not to be changed
 */
public record Frame(Kind kind, byte[] body) {
  /** The most bytes that a body has. */
  public static final int LONGEST = 64 * 1024;

  private static final byte[] NOTHING = {};

  /** What a frame is; the number is what stands on the wire. */
  public enum Kind {
    OPEN(1),
    INPUT(2),
    RESIZE(4),
    INTERRUPT(5),
    OUT(16),
    ERROR(17),
    EXIT(18);

    private final byte number;

    Kind(int number) {
      this.number = (byte) number;
    }

    byte number() {
      return number;
    }

    static Optional<Kind> of(byte number) {
      return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst();
    }
  }

  /** A frame that says all by its kind. */
  public static Frame of(Kind kind) {
    return new Frame(kind, NOTHING);
  }

  /** A frame of a text in UTF-8. */
  public static Frame text(Kind kind, String text) {
    return new Frame(kind, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The last frame: the exit status. */
  public static Frame exit(int status) {
    return new Frame(Kind.EXIT, ByteBuffer.allocate(4).putInt(status).array());
  }

  /** The client's window has another size. */
  public static Frame resize(int columns, int rows) {
    return new Frame(Kind.RESIZE, ByteBuffer.allocate(8).putInt(columns).putInt(rows).array());
  }

  /**
   * A number of the body.
   *
   * @param index which one, from 0
   * @throws WireException if the body has another length than {@code of} numbers
   */
  public int number(int index, int of) throws WireException {
    if (body.length != of * Integer.BYTES) {
      throw new WireException(
          kind + " frame of " + body.length + " bytes; it has " + of * Integer.BYTES);
    }
    return ByteBuffer.wrap(body).getInt(index * Integer.BYTES);
  }
}
