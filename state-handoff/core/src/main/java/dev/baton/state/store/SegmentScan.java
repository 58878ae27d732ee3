package dev.baton.state.store;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** Reads a file from its beginning to its end and finds out whether it is whole. */
final class SegmentScan {
  private static final int WINDOW = 1 << 20;

  /** Is told of every item in the file but its end. */
  interface Visitor {
    void item(Item item, int entries, long position);
  }

  private final Segment segment;
  private final FileChannel channel;
  private final long size;
  private ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long windowStart;

  private SegmentScan(Segment segment, FileChannel channel) throws IOException {
    this.segment = segment;
    this.channel = channel;
    this.size = channel.size();
  }

  /**
   * What was found.
   *
   * @param length how many bytes from the beginning are good; fewer than there are if the end was
   *     cut off
   * @param ended whether the last item says that the file ends there
   */
  record Result(long length, long size, boolean ended) {
    boolean whole() {
      return ended && length == size;
    }
  }

  static Result scan(Segment segment, Visitor visitor) throws IOException {
    try (FileChannel channel = segment.open()) {
      return new SegmentScan(segment, channel).scan(visitor);
    }
  }

  private Result scan(Visitor visitor) throws IOException {
    long position = SegmentHeader.BYTES;
    boolean ended = false;
    while (position < size) {
      if (ended) {
        throw damaged(position, "bytes follow the end of the log");
      }
      if (size - position < Frame.BYTES) {
        return new Result(position, size, false);
      }
      Frame frame = Frame.decode(at(position, Frame.BYTES), segment.number(), position);
      if (frame == null) {
        if (zeroesFrom(position)) {
          return new Result(position, size, false);
        }
        throw damaged(position, "the checksum of an item's frame is wrong");
      }
      long itemStart = position + Frame.BYTES;
      if (size - itemStart < frame.length()) {
        return new Result(position, size, false);
      }
      ended = visit(visitor, position, at(itemStart, frame.length()), frame);
      position = itemStart + frame.length();
    }
    return new Result(position, size, ended);
  }

  private boolean visit(Visitor visitor, long position, ByteBuffer bytes, Frame frame)
      throws StoreRefusedException {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.duplicate());
    if ((int) checksum.getValue() != frame.checksum()) {
      throw damaged(position, "the checksum of an item of " + frame.length() + " bytes is wrong");
    }
    try {
      Input in = new Input(bytes);
      Item item = ItemCodec.item(in);
      if (item instanceof Item.End) {
        return true;
      }
      visitor.item(item, in.size(), position);
      return false;
    } catch (IllegalArgumentException | IllegalStateException | BufferUnderflowException e) {
      throw damaged(position, "an item makes no sense: " + e.getMessage());
    }
  }

  /** What a file system leaves where a machine stopped before it had written what it announced. */
  private boolean zeroesFrom(long start) throws IOException {
    for (long position = start; position < size; ) {
      ByteBuffer bytes = at(position, (int) Math.min(WINDOW, size - position));
      position += bytes.remaining();
      while (bytes.hasRemaining()) {
        if (bytes.get() != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private ByteBuffer at(long position, int length) throws IOException {
    int from = (int) Math.min(position - windowStart, Integer.MAX_VALUE);
    if (from < 0 || window.limit() - from < length) {
      fill(position, length);
      from = 0;
    }
    return window.slice(from, length);
  }

  private void fill(long position, int length) throws IOException {
    if (window.capacity() < length || window.capacity() > WINDOW) {
      window = ByteBuffer.allocate(Math.max(WINDOW, length));
    }
    window.clear();
    windowStart = position;
    while (window.position() < length) {
      if (channel.read(window, position + window.position()) < 0) {
        throw damaged(position, "the file became shorter while it was read");
      }
    }
    window.flip();
  }

  private StoreRefusedException damaged(long position, String what) {
    return new StoreRefusedException(
        segment.file()
            + " is damaged at byte "
            + position
            + " of "
            + size
            + ": "
            + what
            + ". Nothing was changed; what stands before that byte is good."
            + " Restore the file from a backup, or move the store away to start without it.");
  }
}
