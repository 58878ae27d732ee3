package dev.baton.demo.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads HTTP/1.1 replies from a stream, as far as this client needs them: a status line, headers
 * and a body of known length. Several replies may follow each other.
 */
final class ReplyReader {
  private static final int LONGEST_BODY = 1 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[16 * 1024];
  private int position;
  private int limit;

  ReplyReader(InputStream in) {
    this.in = in;
  }

  /**
   * @throws EOFException if the server closed the connection
   * @throws IOException if no reply came in time, or something that is none
   */
  Reply read() throws IOException {
    String statusLine = line();
    if (!statusLine.matches("HTTP/1\\.1 [1-5][0-9]{2}( .*)?")) {
      throw new IOException("Not an HTTP/1.1 status line: '" + statusLine + "'");
    }
    int status = Integer.parseInt(statusLine.substring(9, 12));
    int version = 0;
    int length = -1;
    boolean retryAfter = false;
    boolean closing = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      String name = colon < 0 ? header : header.substring(0, colon);
      String value = colon < 0 ? "" : header.substring(colon + 1).strip();
      if (name.equalsIgnoreCase("Content-Length")) {
        length = Integer.parseInt(value);
      } else if (name.equalsIgnoreCase("X-Version")) {
        version = Integer.parseInt(value);
      } else if (name.equalsIgnoreCase("Retry-After")) {
        retryAfter = true;
      } else if (name.equalsIgnoreCase("Connection")) {
        closing = value.equalsIgnoreCase("close");
      }
    }
    if (length < 0 || length > LONGEST_BODY) {
      throw new IOException("Reply " + status + " with a Content-Length of " + length);
    }
    return new Reply(status, version, retryAfter, closing, body(length));
  }

  private String body(int length) throws IOException {
    byte[] body = new byte[length];
    for (int i = 0; i < length; i++) {
      body[i] = next();
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (byte b = next(); b != '\n'; b = next()) {
      if (b != '\r') {
        line.append((char) (b & 0xff));
      }
    }
    return line.toString();
  }

  private byte next() throws IOException {
    if (position == limit) {
      limit = in.read(buffer);
      position = 0;
      if (limit < 0) {
        limit = 0;
        throw new EOFException("The server closed the connection");
      }
    }
    return buffer[position++];
  }
}
