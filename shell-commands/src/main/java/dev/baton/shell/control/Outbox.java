package dev.baton.shell.control;

import dev.baton.shell.wire.Frame;
import dev.baton.shell.wire.FrameChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames on their way to a client. Whoever adds one waits while too much is under way, whether
 * interrupted or not; a client that goes ends the waiting.
 */
final class Outbox {
  private static final long MOST_BYTES = 4L * Frame.LONGEST;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private long bytes;
  private boolean gone;

  /** Adds a frame, unless the client has gone. */
  void add(Frame frame) throws IOException {
    lock.lock();
    try {
      while (!gone && bytes > MOST_BYTES) {
        changed.awaitUninterruptibly();
      }
      if (gone) {
        throw new IOException("the client has gone");
      }
      frames.add(frame);
      bytes += frame.body().length;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Writes frame after frame until EXIT is written or the client has gone. */
  void drainTo(FrameChannel channel) throws IOException {
    for (Frame frame = next(); frame != null; frame = next()) {
      channel.write(frame);
      if (frame.kind() == Frame.Kind.EXIT) {
        return;
      }
    }
  }

  private Frame next() {
    lock.lock();
    try {
      while (!gone && frames.isEmpty()) {
        changed.awaitUninterruptibly();
      }
      if (gone) {
        return null;
      }
      Frame frame = frames.remove();
      bytes -= frame.body().length;
      changed.signalAll();
      return frame;
    } finally {
      lock.unlock();
    }
  }

  /** The client has gone: what is under way is dropped, nobody waits any more. */
  void clientGone() {
    lock.lock();
    try {
      gone = true;
      frames.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A stream whose bytes become frames of a kind, each write at once. */
  OutputStream stream(Frame.Kind kind) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] buffer, int offset, int length) throws IOException {
        int end = offset + length;
        for (int from = offset; from < end; from += Frame.LONGEST) {
          int to = Math.min(end, from + Frame.LONGEST);
          add(new Frame(kind, Arrays.copyOfRange(buffer, from, to)));
        }
      }
    };
  }
}
