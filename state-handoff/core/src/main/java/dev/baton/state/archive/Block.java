package dev.baton.state.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A piece of a shard's file: its kind, the length of its content, the checksum of its content, and
 * a checksum of those three and of its place in the row of blocks; then the content.
 */
record Block(Kind kind, byte[] content) {
  private static final int HEAD = 1 + 3 * Integer.BYTES;

  /** What a block holds. */
  enum Kind {
    /** Which shard it is, and how far; the first block. */
    HEADER,
    /** Entries of one table in one schema. */
    ENTRIES,
    /** How many blocks, entries and bytes came before; the last block. */
    END
  }

  void write(OutputStream out, long number) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    int checksum = checksum(ByteBuffer.wrap(content));
    head.put((byte) kind.ordinal()).putInt(content.length).putInt(checksum);
    head.putInt(place(number, (byte) kind.ordinal(), content.length, checksum));
    out.write(head.array());
    out.write(content);
  }

  /**
   * Reads the block that stands next.
   *
   * @throws DamagedArchiveException if it is not what was written there
   */
  static Block read(InputStream in, long number) throws IOException {
    ByteBuffer head = ByteBuffer.wrap(whole(in, HEAD, number));
    byte kind = head.get();
    int length = head.getInt();
    int checksum = head.getInt();
    if (head.getInt() != place(number, kind, length, checksum)) {
      throw damaged(number);
    }
    byte[] content = whole(in, length, number);
    if (checksum(ByteBuffer.wrap(content)) != checksum) {
      throw damaged(number);
    }
    return new Block(Kind.values()[kind], content);
  }

  private static byte[] whole(InputStream in, int length, long number) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new DamagedArchiveException("it is cut off in block " + number);
    }
    return bytes;
  }

  static DamagedArchiveException damaged(long number) {
    return new DamagedArchiveException(
        "it is damaged: block " + number + " is not what was written");
  }

  private static int place(long number, byte kind, int length, int checksum) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + HEAD - Integer.BYTES);
    return checksum(bytes.putLong(number).put(kind).putInt(length).putInt(checksum).flip());
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }
}
