package dev.baton.client;

import dev.baton.shell.wire.ControlPath;
import dev.baton.shell.wire.Frame;
import dev.baton.shell.wire.FrameChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** A connection to a node. Any thread may send; one thread receives. */
final class NodeConnection implements AutoCloseable {
  private final FrameChannel channel;

  private NodeConnection(FrameChannel channel) {
    this.channel = channel;
  }

  /** Connects to the node of a data directory. */
  static NodeConnection to(Path data) throws ClientException {
    Path socket = null;
    try {
      socket = ControlPath.locate(data).orElseThrow(() -> nobody(data));
      return new NodeConnection(
          new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket))));
    } catch (java.net.ConnectException e) {
      throw nobody(data);
    } catch (IOException e) {
      throw ClientException.failed(
          "Cannot reach the node of " + data + (socket == null ? "" : " on " + socket) + ": " + e);
    }
  }

  private static ClientException nobody(Path data) {
    return ClientException.failed(
        "No node runs on the data directory "
            + data
            + ". Start one with: baton start --data "
            + data
            + " - or name that of a running node before the command: baton --data DIR status");
  }

  synchronized void send(Frame frame) throws IOException {
    channel.write(frame);
  }

  /**
   * Passes on what the node says until it says the exit status.
   *
   * @return the exit status, or nothing if the node went away before
   */
  Optional<Integer> receive(OutputStream out, OutputStream error) throws IOException {
    for (Optional<Frame> next = channel.read(); next.isPresent(); next = channel.read()) {
      Frame frame = next.get();
      switch (frame.kind()) {
        case OUT -> pass(frame, out);
        case ERROR -> pass(frame, error);
        case EXIT -> {
          return Optional.of(frame.number(0, 1));
        }
        default -> throw new IOException("a node sends no " + frame.kind());
      }
    }
    return Optional.empty();
  }

  private static void pass(Frame frame, OutputStream stream) throws IOException {
    stream.write(frame.body());
    stream.flush();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
