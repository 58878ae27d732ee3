package dev.baton.state.store;

import dev.baton.state.protocol.Entry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Puts items at the end of one file. Written by one thread; {@link #force} by any. */
final class SegmentWriter implements Closeable {
  private static final int BUFFER = 256 << 10;

  private final Segment segment;
  private final FileChannel channel;
  private final Output output = new Output();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private long flushed;

  private SegmentWriter(Segment segment, FileChannel channel, long length) {
    this.segment = segment;
    this.channel = channel;
    this.flushed = length;
  }

  static SegmentWriter create(Path file, SegmentHeader header) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    SegmentWriter writer = new SegmentWriter(new Segment(file, header), channel, 0);
    writer.buffer.put(header.encode());
    writer.flush();
    return writer;
  }

  /** Goes on with a file whose good content is {@code length} bytes long; cuts off the rest. */
  static SegmentWriter goOn(Segment segment, long length) throws IOException {
    FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.WRITE);
    channel.truncate(length);
    channel.position(length);
    return new SegmentWriter(segment, channel, length);
  }

  Segment segment() {
    return segment;
  }

  /** How long the file is with everything that was added. */
  long length() {
    return flushed + buffer.position();
  }

  int buffered() {
    return buffer.position();
  }

  /**
   * Adds an item; it is in the file after {@link #flush}, or before if the buffer is full.
   *
   * @return the position of the item in the file
   */
  long add(Item item, List<Entry> entries) throws IOException {
    output.clear();
    ItemCodec.encode(output, item, entries);
    ByteBuffer content = output.content();
    if (buffer.remaining() < Frame.BYTES + content.remaining()) {
      flush();
    }
    long position = length();
    Frame.around(content).encode(buffer, segment.number(), position);
    if (content.remaining() <= buffer.remaining()) {
      buffer.put(content);
    } else {
      flush();
      write(content);
    }
    return position;
  }

  /** Hands everything added to the operating system. */
  void flush() throws IOException {
    buffer.flip();
    write(buffer);
    buffer.clear();
  }

  private void write(ByteBuffer bytes) throws IOException {
    int size = bytes.remaining();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new IOException(
          "Cannot write "
              + size
              + " bytes to "
              + segment.file()
              + " at "
              + flushed
              + ": "
              + e.getMessage(),
          e);
    }
    flushed += size;
  }

  /** Ends the file: an {@link Item.End} is the last in it. */
  void end() throws IOException {
    add(new Item.End(), List.of());
    flush();
  }

  /** Forces what was flushed to disk; blocks until then. */
  void force() throws IOException {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw new IOException("Cannot force " + segment.file() + " to disk: " + e.getMessage(), e);
    }
  }

  boolean open() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
