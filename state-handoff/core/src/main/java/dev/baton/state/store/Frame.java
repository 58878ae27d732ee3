package dev.baton.state.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The twelve bytes before every item: its length, its checksum, and a checksum of those two and of
 * the place where they stand.
 *
 * <p>The last one tells a file that was cut off from one that is damaged. A process that is killed
 * leaves the beginning of what it was writing: a frame that is cut off, or a good frame with an
 * item that is cut off. Anything else that is wrong was not done by a kill.
 */
record Frame(int length, int checksum) {
  static final int BYTES = 12;

  static Frame around(ByteBuffer item) {
    CRC32C checksum = new CRC32C();
    int length = item.remaining();
    checksum.update(item.duplicate());
    return new Frame(length, (int) checksum.getValue());
  }

  void encode(ByteBuffer target, long file, long position) {
    target.putInt(length).putInt(checksum).putInt(place(file, position, length, checksum));
  }

  /** The frame that stands here, or null if what stands here is none. */
  static Frame decode(ByteBuffer source, long file, long position) {
    int length = source.getInt();
    int checksum = source.getInt();
    boolean good = source.getInt() == place(file, position, length, checksum) && length > 0;
    return good ? new Frame(length, checksum) : null;
  }

  private static int place(long file, long position, int length, int checksum) {
    CRC32C place = new CRC32C();
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES + 2 * Integer.BYTES);
    place.update(bytes.putLong(file).putLong(position).putInt(length).putInt(checksum).flip());
    return (int) place.getValue();
  }
}
