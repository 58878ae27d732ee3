package dev.baton.state.archive;

import dev.baton.state.map.Headers;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The file of one shard, read.
 *
 * <pre>
 * "BATONSHD"  format  block*
 * block    kind (1 byte)  length (4)  CRC-32C of the content (4)
 *          CRC-32C of the block's number from 0 and of those three (4)  content
 * header   the shard and its header
 * entries  table  schema  how many  (length of key, key, length of value, value)*
 * end      how many blocks, entries, and bytes of keys and values came before
 * </pre>
 *
 * <p>Numbers are big-endian. Keys and values are the bytes that the handoff map holds.
 */
public final class ShardFile {
  /** The format that is written, and the only one that is read. */
  public static final int FORMAT = 1;

  static final byte[] LETTERS = {'B', 'A', 'T', 'O', 'N', 'S', 'H', 'D'};

  private final InputStream in;
  private final ShardId shard;
  private final Header header;

  private ShardFile(InputStream in, ShardId shard, Header header) {
    this.in = in;
    this.shard = shard;
    this.header = header;
  }

  /**
   * Reads the beginning of a file. Whoever opened the stream closes it.
   *
   * @throws DamagedArchiveException if it does not begin as such a file
   */
  public static ShardFile open(InputStream stream) throws IOException {
    InputStream in = new BufferedInputStream(stream, 1 << 16);
    byte[] begin = in.readNBytes(LETTERS.length + Integer.BYTES);
    if (begin.length < LETTERS.length + Integer.BYTES) {
      throw new DamagedArchiveException("it is cut off at its beginning");
    }
    if (!Arrays.equals(begin, 0, LETTERS.length, LETTERS, 0, LETTERS.length)) {
      throw new DamagedArchiveException(
          "it is no file of a shard: it does not begin with BATONSHD");
    }
    int format = ByteBuffer.wrap(begin).getInt(LETTERS.length);
    if (format != FORMAT) {
      throw new DamagedArchiveException(
          "it has format " + format + "; this version of Baton reads format " + FORMAT);
    }
    Block first = Block.read(in, 0);
    if (first.kind() != Block.Kind.HEADER) {
      throw Block.damaged(0);
    }
    Map.Entry<ShardId, Header> only = Headers.read(first.content()).entrySet().iterator().next();
    return new ShardFile(in, only.getKey(), only.getValue());
  }

  /** Which shard it is. */
  public ShardId shard() {
    return shard;
  }

  /** How far the shard was. */
  public Header header() {
    return header;
  }

  /**
   * Reads all entries, once, to the file's end.
   *
   * @return what they were
   * @throws DamagedArchiveException if the file is not what was written; {@code each} may have been
   *     given some of the entries
   */
  public Totals forEach(Consumer<Entry> each) throws IOException {
    long[] sums = new long[2];
    for (long number = 1; ; number++) {
      Block block = Block.read(in, number);
      switch (block.kind()) {
        case ENTRIES ->
            entries(
                block.content(),
                entry -> {
                  sums[0]++;
                  sums[1] += entry.key().length + entry.value().length;
                  each.accept(entry);
                });
        case END -> {
          Totals totals = new Totals(sums[0], sums[1]);
          requireEnd(block, number, totals);
          return totals;
        }
        default -> throw Block.damaged(number);
      }
    }
  }

  private void requireEnd(Block end, long number, Totals totals) throws IOException {
    ByteBuffer said = ByteBuffer.wrap(end.content());
    if (said.getLong() != number
        || said.getLong() != totals.entries()
        || said.getLong() != totals.bytes()) {
      throw new DamagedArchiveException("it is damaged: its end does not fit what is before it");
    }
    if (in.read() >= 0) {
      throw new DamagedArchiveException("it is damaged: something stands behind its end");
    }
  }

  private static void entries(byte[] content, Consumer<Entry> each) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
    String table = in.readUTF();
    int schema = in.readInt();
    for (int left = in.readInt(); left > 0; left--) {
      byte[] key = in.readNBytes(in.readInt());
      byte[] value = in.readNBytes(in.readInt());
      each.accept(new Entry(table, key, value, schema));
    }
  }
}
