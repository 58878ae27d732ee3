package dev.baton.demo.load;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A keep-alive connection to the counters. Several requests may be sent before the first reply is
 * received; replies come in the order of requests. For one thread.
 */
final class Connection implements Closeable {
  private final SocketChannel channel;
  private final ReplyReader replies;
  private final String host;

  /**
   * Connects; blocks for {@code timeout} at most.
   *
   * @param timeout how long to wait for the connection and later for each reply
   */
  Connection(InetSocketAddress server, Duration timeout) throws IOException {
    host = server.getHostString() + ":" + server.getPort();
    channel = SocketChannel.open();
    try {
      int millis = Math.toIntExact(timeout.toMillis());
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().setSoTimeout(millis);
      channel.socket().connect(server, millis);
      replies = new ReplyReader(channel.socket().getInputStream());
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /**
   * Whether the server has closed it, with no request on its way: what is sent now would be lost,
   * and was not sent yet.
   */
  boolean isOver() {
    try {
      channel.configureBlocking(false);
      try {
        return channel.read(ByteBuffer.allocate(1)) != 0;
      } finally {
        channel.configureBlocking(true);
      }
    } catch (IOException broken) {
      return true;
    }
  }

  void sendIncrement(int key) throws IOException {
    send("POST /counter/" + key + "/increment", "Content-Length: 0\r\n");
  }

  void sendGet(int key) throws IOException {
    send("GET /counter/" + key, "");
  }

  /** Blocks until the reply to the oldest unanswered request is there, or the time-out. */
  Reply receive() throws IOException {
    return replies.read();
  }

  private void send(String request, String headers) throws IOException {
    String text = request + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n";
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the connection to " + host, e);
    }
  }
}
