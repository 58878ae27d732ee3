package dev.baton.itests.cluster;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where a node runs.
 *
 * @param address its IP address
 * @param enter the command that runs another command there; empty for here
 */
record Host(String address, List<String> enter) {
  /** Where nodes run that share a network with all the machine. */
  static final Host LOOPBACK = new Host("127.0.0.1", List.of());

  // Below what systems give to outgoing connections, which could have the port when a node is
  // started again.
  private static final int LEAST_PORT = 20_000;
  private static final int MOST_PORT = 30_000;
  private static final int MEMBER_PORT = 5701;

  /** A port for a member, on which nobody listens now. */
  int memberPort() throws IOException {
    return enter.isEmpty() ? freePort() : MEMBER_PORT;
  }

  private int freePort() throws IOException {
    InetAddress here = InetAddress.getByName(address);
    for (int attempt = 0; attempt < MOST_PORT - LEAST_PORT; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LEAST_PORT, MOST_PORT);
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(here, port));
        return port;
      } catch (BindException taken) {
        continue;
      }
    }
    throw new IOException("No free port on " + address);
  }
}
