package dev.baton.state.store;

import dev.baton.state.protocol.Entry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Reads the entries of one generation. Has files of its own open, so that neither an interrupted
 * reader nor a compaction that deletes them can disturb anybody else.
 *
 * <p>It reads backwards: the first it meets of a key is the newest. A compacted file, which has
 * every key once, comes last and is only compared with what was met before. If that is much to
 * remember, it reads several times and minds one part of the keys each time.
 */
final class EntryReader implements Closeable {
  private static final int USUAL = 4 << 10;
  private static final int REMEMBERED = 250_000;

  private final long[] positions;
  private final int parts;
  private final Map<Long, Source> sources;
  private ByteBuffer buffer = ByteBuffer.allocate(USUAL);

  /** Is given the entries. */
  interface Each {
    void entry(Entry entry) throws IOException;
  }

  /** Is told what was read, and may hold the reader back. */
  interface Spent {
    void bytes(long count) throws IOException;
  }

  private record Source(Segment segment, FileChannel channel) {}

  private static final class Key {
    private final String table;
    private final byte[] bytes;

    private Key(Entry entry) {
      table = entry.table();
      bytes = entry.key();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && Arrays.equals(bytes, that.bytes)
          && table.equals(that.table);
    }

    @Override
    public int hashCode() {
      return 31 * table.hashCode() + Arrays.hashCode(bytes);
    }
  }

  private EntryReader(long[] positions, int parts, Map<Long, Source> sources) {
    this.positions = positions;
    this.parts = parts;
    this.sources = sources;
  }

  static EntryReader open(long[] positions, long logEntries, LongFunction<Segment> segments)
      throws IOException {
    int parts = Math.toIntExact(1 + logEntries / REMEMBERED);
    EntryReader reader = new EntryReader(positions, parts, new HashMap<>());
    try {
      for (long position : positions) {
        long file = Positions.file(position);
        if (!reader.sources.containsKey(file)) {
          Segment segment = segments.apply(file);
          reader.sources.put(file, new Source(segment, segment.open()));
        }
      }
      return reader;
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * Gives the newest entry of each key that was not deleted.
   *
   * @param bytesRead is told after each item how many bytes were read for it
   */
  void forEach(Each each, Spent bytesRead) throws IOException {
    for (int part = 0; part < parts; part++) {
      forEach(part, each, bytesRead);
    }
  }

  private void forEach(int part, Each each, Spent bytesRead) throws IOException {
    Set<Key> seen = new HashSet<>();
    for (int i = positions.length - 1; i >= 0; i--) {
      Source source = sources.get(Positions.file(positions[i]));
      List<Entry> entries = read(source, Positions.place(positions[i]));
      for (int j = entries.size() - 1; j >= 0; j--) {
        Entry entry = entries.get(j);
        Key key = new Key(entry);
        if (Math.floorMod(key.hashCode(), parts) != part) {
          continue;
        }
        boolean newest = source.segment.compacted() ? !seen.contains(key) : seen.add(key);
        if (newest && entry.value() != null) {
          each.entry(entry);
        }
      }
      bytesRead.bytes(buffer.limit());
    }
  }

  private List<Entry> read(Source source, long place) throws IOException {
    ByteBuffer bytes = fill(source, place, Frame.BYTES, USUAL);
    Frame frame = Frame.decode(bytes, source.segment.number(), place);
    if (frame == null) {
      throw damaged(source, place);
    }
    int length = Frame.BYTES + frame.length();
    if (buffer.limit() < length) {
      bytes = fill(source, place, length, length);
    }
    ByteBuffer content = bytes.slice(Frame.BYTES, frame.length());
    if (!Frame.around(content).equals(frame)) {
      throw damaged(source, place);
    }
    Input in = new Input(content);
    ItemCodec.item(in);
    return ItemCodec.entries(in);
  }

  private ByteBuffer fill(Source source, long place, int least, int most) throws IOException {
    if (buffer.capacity() < most) {
      buffer = ByteBuffer.allocate(most);
    }
    buffer.clear().limit(most);
    while (buffer.position() < least) {
      if (source.channel.read(buffer, place + buffer.position()) < 0) {
        throw damaged(source, place);
      }
    }
    return buffer.flip();
  }

  private static IOException damaged(Source source, long place) {
    return new IOException(
        source.segment.file()
            + " is damaged at byte "
            + place
            + ": the item there is not what was written. It was good when the store was opened.");
  }

  @Override
  public void close() throws IOException {
    for (Source source : sources.values()) {
      source.channel.close();
    }
  }
}
