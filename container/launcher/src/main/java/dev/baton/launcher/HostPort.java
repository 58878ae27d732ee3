package dev.baton.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/**
 * A host and a port of it.
 *
 * @param host a host name or address; an IPv6 address without its brackets
 * @param port the port, or 0 for any free one
 */
record HostPort(String host, int port) {

  /**
   * Reads {@code HOST:PORT}; an IPv6 address stands in brackets.
   *
   * @param example an address to show to who wrote another thing
   */
  static HostPort parse(String text, String example) throws RefusedStart {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw malformed(text, example);
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw malformed(text, example);
    }
    String port = text.substring(colon + 1);
    if (host.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
      throw malformed(text, example);
    }
    return new HostPort(host, Integer.parseInt(port));
  }

  /**
   * Takes the port, so that nobody else can have it until the socket is closed. Nothing listens on
   * it.
   *
   * @param purpose what the port is for, after "cannot"
   * @param otherwise what to do if somebody else has it, as a sentence without its full stop
   * @throws RefusedStart if the host is unknown, not this machine's, or somebody has the port
   */
  Socket bind(String purpose, String otherwise) throws RefusedStart {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw RefusedStart.failed("Cannot " + purpose + ": unknown host '" + host + "'", e);
    }
    Socket socket = new Socket();
    try {
      socket.setReuseAddress(true); // connections of an earlier node may still linger
      socket.bind(new InetSocketAddress(address, port));
      return socket;
    } catch (IOException e) {
      closeQuietly(socket, e);
      throw RefusedStart.failed(
          "Cannot " + purpose + " on " + this + ": " + e.getMessage() + ". " + otherwise, e);
    }
  }

  private static void closeQuietly(Socket socket, IOException cause) {
    try {
      socket.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static RefusedStart malformed(String text, String example) {
    return RefusedStart.usage(
        "'" + text + "' is not HOST:PORT with a port from 0 to 65535, such as " + example);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
