package dev.baton.shell.control;

import dev.baton.shell.wire.Frame;
import dev.baton.shell.wire.FrameChannel;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the control socket of a data directory and gives each client a session. Opens no port.
 *
 * <p>That only the node's user can connect is the file system's doing; the user of each client is
 * looked at once more, and only that user and root are let in.
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final int MOST_CLIENTS = 64;

  private final ControlSocket socket;
  private final UserPrincipal owner;
  private final Sessions sessions;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong clients = new AtomicLong();

  private ControlServer(ControlSocket socket, UserPrincipal owner, Sessions sessions) {
    this.socket = socket;
    this.owner = owner;
    this.sessions = sessions;
  }

  /**
   * Starts to listen.
   *
   * @param data the node's data directory; open to its owner alone
   * @throws FileSystemException if the directory is open to others
   * @throws IllegalStateException if another node answers there
   */
  public static ControlServer start(Path data, Sessions sessions) throws IOException {
    ControlSocket socket = ControlSocket.bind(data);
    ControlServer server = new ControlServer(socket, Files.getOwner(socket.path()), sessions);
    Thread thread = new Thread(server::accept, "baton control");
    thread.setDaemon(true);
    thread.start();
    LOG.info("Control socket {}", socket.path());
    return server;
  }

  /** Where it listens. */
  public Path path() {
    return socket.path();
  }

  private void accept() {
    try {
      while (true) {
        welcome(socket.channel().accept());
      }
    } catch (ClosedChannelException e) {
      LOG.debug("Control socket {} closed", socket.path());
    } catch (IOException e) {
      LOG.error("Control socket {} fails; no further shell is served", socket.path(), e);
    }
  }

  private void welcome(SocketChannel client) {
    try {
      admit(client);
    } catch (IOException e) {
      LOG.debug("A client went before it was served: {}", e.getMessage());
    }
  }

  private void admit(SocketChannel client) throws IOException {
    String user = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    String name = "baton client " + clients.incrementAndGet();
    FrameChannel channel = new FrameChannel(client);
    if (!user.equals(owner.getName()) && !user.equals("root")) {
      LOG.warn("{}: user {} refused; the node belongs to {}", name, user, owner.getName());
      channel.close();
    } else if (connections.size() >= MOST_CLIENTS) {
      LOG.warn("{}: refused, {} clients are connected", name, MOST_CLIENTS);
      channel.write(
          Frame.text(
              Frame.Kind.ERROR, "baton: " + MOST_CLIENTS + " clients are connected already\n"));
      channel.write(Frame.exit(1));
      channel.close();
    } else {
      serve(new Connection(name, channel, sessions), name);
    }
  }

  private void serve(Connection connection, String name) {
    connections.add(connection);
    Thread thread =
        new Thread(
            () -> {
              try {
                connection.serve();
              } finally {
                connections.remove(connection);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops listening, removes the socket and ends every connection. */
  @Override
  public void close() throws IOException {
    try {
      socket.close();
    } finally {
      connections.forEach(Connection::close);
    }
  }
}
