package dev.baton.launcher;

import java.io.IOException;
import java.net.Socket;

/**
 * Where a node serves HTTP.
 *
 * @param host a host name or address; an IPv6 address without its brackets
 * @param port the port, or 0 for any free one
 */
record HttpAddress(String host, int port) {

  /** Reads {@code HOST:PORT}; an IPv6 address stands in brackets. */
  static HttpAddress parse(String text) throws RefusedStart {
    HostPort parsed = HostPort.parse(text, "127.0.0.1:8080");
    return new HttpAddress(parsed.host(), parsed.port());
  }

  /**
   * Takes the port, so that nobody else can have it while the node starts. Nothing listens on it
   * yet: clients are refused until the node serves.
   */
  Reservation reserve() throws RefusedStart {
    Socket socket =
        new HostPort(host, port)
            .bind(
                "serve HTTP",
                "Choose another address with --http HOST:PORT; port 0 takes any free one");
    return new Reservation(new HttpAddress(host, socket.getLocalPort()), socket);
  }

  @Override
  public String toString() {
    return new HostPort(host, port).toString();
  }

  /**
   * A port held for this process.
   *
   * @param address the address with the port that was taken, never 0
   */
  record Reservation(HttpAddress address, Socket socket) implements AutoCloseable {

    /** Gives the port free for whoever is to listen on it. */
    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
