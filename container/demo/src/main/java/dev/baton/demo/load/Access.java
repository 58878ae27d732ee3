package dev.baton.demo.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * A caller's way to the counters: a connection to one of the servers, which is made when it is
 * needed, and then to the next one. For one thread.
 */
final class Access {
  /** So that those who fled from a server come back to it. */
  private static final int CALLS_AT_A_SERVER = 500;

  private final List<InetSocketAddress> servers;
  private final Duration timeout;
  private final Runnable dropped;
  private Connection connection;
  private int server;
  private int calls;
  private int refusals;

  /**
   * @param dropped called when a server has closed a connection that was not in use
   * @param first the number of the server to begin with, which may be any number
   */
  Access(List<InetSocketAddress> servers, Duration timeout, Runnable dropped, int first) {
    this.servers = servers;
    this.timeout = timeout;
    this.dropped = dropped;
    this.server = Math.floorMod(first, servers.size());
  }

  /**
   * The connection for the next request; one that the server has closed is replaced.
   *
   * @throws IOException if the server lets nobody in; nothing was sent
   */
  Connection connection() throws IOException {
    if (connection != null && connection.isOver()) {
      dropped.run();
      close();
    }
    if (connection == null) {
      connection = new Connection(servers.get(server), timeout);
    }
    return connection;
  }

  /** The server has answered; now and then the next call goes to another. */
  void answered() {
    refusals = 0;
    calls++;
    if (calls >= CALLS_AT_A_SERVER && servers.size() > 1) {
      next();
    }
  }

  /**
   * The server did not execute the call, and the next attempt goes to another.
   *
   * @return whether all of them have refused since one answered
   */
  boolean refused() {
    refusals++;
    next();
    return refusals % servers.size() == 0;
  }

  /** The next call goes to another server, since this one closes or has closed the connection. */
  void leave() {
    next();
  }

  private void next() {
    close();
    server = (server + 1) % servers.size();
    calls = 0;
  }

  /** Ends the connection, if there is one. */
  void close() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
