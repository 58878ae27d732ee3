package dev.baton.itests.clients;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * A keep-alive connection to one node, for one request after the other. Nothing is repeated behind
 * the caller's back, as HTTP clients do that do not count.
 */
final class Connection implements Closeable {
  private final SocketChannel channel;
  private final InputStream in;
  private final String host;

  /** Connects; both limits are for one wait. */
  Connection(InetSocketAddress server, Duration reply, Duration connect) throws IOException {
    host = server.getHostString() + ":" + server.getPort();
    channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().setSoTimeout(Math.toIntExact(reply.toMillis()));
      channel.socket().connect(server, Math.toIntExact(connect.toMillis()));
      in = new BufferedInputStream(channel.socket().getInputStream());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether the server has closed it, or broken it; a request sent now would be lost. */
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

  /** Sends a request without a body and waits for the reply. */
  Reply ask(String method, String path) throws IOException {
    String length = method.equals("POST") ? "Content-Length: 0\r\n" : "";
    String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + length + "\r\n";
    ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return read();
  }

  private Reply read() throws IOException {
    String[] status = line().split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new ProtocolException("No HTTP reply: " + String.join(" ", status));
    }
    int length = -1;
    boolean retryAfter = false;
    boolean closing = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] header = line.toLowerCase(Locale.ROOT).split(":\\s*", 2);
      switch (header[0]) {
        case "content-length" -> length = Integer.parseInt(header[1].strip());
        case "retry-after" -> retryAfter = true;
        case "connection" -> closing = header[1].contains("close");
        default -> {}
      }
    }
    if (length < 0) { // of no length that is told: to the end
      return new Reply(Integer.parseInt(status[1]), retryAfter, true, "");
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    if (body.length() < length && body.getBytes(StandardCharsets.UTF_8).length < length) {
      throw new EOFException("The reply ended early");
    }
    return new Reply(Integer.parseInt(status[1]), retryAfter, closing, body);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
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
