package dev.baton.state.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The first bytes of every file of a store, which never move, whatever the format: eight letters,
 * the format's number, then what format {@value #FORMAT} says.
 *
 * @param compacted whether the file holds the content of all files with smaller numbers
 * @param previous the number of the log file before this one, or 0
 */
record SegmentHeader(boolean compacted, long number, long previous) {
  static final int FORMAT = 2;
  static final int BYTES = 36;

  private static final long LETTERS =
      ByteBuffer.wrap("BATONLOG".getBytes(StandardCharsets.US_ASCII)).getLong();

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(LETTERS).putInt(FORMAT).putInt(compacted ? 1 : 0);
    bytes.putLong(number).putLong(previous);
    return bytes.putInt(checksum(bytes)).flip();
  }

  static SegmentHeader decode(String file, ByteBuffer bytes) throws StoreRefusedException {
    if (bytes.getLong(0) != LETTERS) {
      throw new StoreRefusedException(
          file
              + " is not a file of Baton's store: it does not begin with BATONLOG."
              + " Nothing was changed; move it away if it does not belong there.");
    }
    int format = bytes.getInt(8);
    if (format != FORMAT) {
      throw new StoreRefusedException(
          file
              + " has format "
              + format
              + "; this version of Baton understands format "
              + FORMAT
              + " only. Nothing was changed; start the version that wrote it.");
    }
    if (bytes.getInt(BYTES - Integer.BYTES) != checksum(bytes)) {
      throw new StoreRefusedException(
          file
              + " is damaged in its first "
              + BYTES
              + " bytes: their checksum is wrong."
              + " Nothing was changed.");
    }
    return new SegmentHeader(bytes.getInt(12) == 1, bytes.getLong(16), bytes.getLong(24));
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.duplicate().position(0).limit(BYTES - Integer.BYTES));
    return (int) checksum.getValue();
  }
}
