package dev.baton.shell.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Optional;

/**
 * Frames over a channel. At most one thread reads and one other writes.
 *
 * <p>A socket channel is closed when a thread that uses it is interrupted, so neither of the two
 * may be a thread that runs commands.
 */
public final class FrameChannel implements AutoCloseable {
  private static final int HEAD = 1 + Integer.BYTES;

  private final ByteChannel channel;
  private final ByteBuffer head = ByteBuffer.allocate(HEAD);

  public FrameChannel(ByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the next frame, without limit.
   *
   * @return the frame, or nothing if the other side closed between two frames
   * @throws WireException if the kind is unknown or the body too long
   * @throws EOFException if the other side closed within a frame
   */
  public Optional<Frame> read() throws IOException {
    head.clear();
    if (!fill(head)) {
      if (head.position() == 0) {
        return Optional.empty();
      }
      throw new EOFException("closed within the head of a frame");
    }
    byte number = head.flip().get();
    int length = head.getInt();
    Frame.Kind kind =
        Frame.Kind.of(number)
            .orElseThrow(() -> new WireException("unknown kind of frame: " + (number & 0xff)));
    if (length < 0 || length > Frame.LONGEST) {
      throw new WireException(kind + " frame of " + length + " bytes; at most " + Frame.LONGEST);
    }
    ByteBuffer body = ByteBuffer.allocate(length);
    if (!fill(body)) {
      throw new EOFException("closed within a " + kind + " frame of " + length + " bytes");
    }
    return Optional.of(new Frame(kind, body.array()));
  }

  private boolean fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Writes one frame; waits while the other side does not read. */
  public void write(Frame frame) throws IOException {
    if (frame.body().length > Frame.LONGEST) {
      throw new WireException(
          frame.kind() + " frame of " + frame.body().length + " bytes; at most " + Frame.LONGEST);
    }
    ByteBuffer bytes = ByteBuffer.allocate(HEAD + frame.body().length);
    bytes.put(frame.kind().number()).putInt(frame.body().length).put(frame.body()).flip();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
