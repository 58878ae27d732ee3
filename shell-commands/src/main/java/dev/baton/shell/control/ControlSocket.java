package dev.baton.shell.control;

import dev.baton.shell.wire.ControlPath;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file of the socket. Bound only in a directory that is open to its owner alone, so that nobody
 * else can reach it at any time.
 */
final class ControlSocket implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;
  private final Path pointer;
  private final ServerSocketChannel channel;

  private ControlSocket(Path path, Path pointer, ServerSocketChannel channel) {
    this.path = path;
    this.pointer = pointer;
    this.channel = channel;
  }

  /**
   * Binds the socket of a data directory; one that a dead node left is replaced.
   *
   * @throws IOException if the directory is open to others, or if a node answers there
   */
  static ControlSocket bind(Path data) throws IOException {
    requirePrivate(data);
    Path pointer = ControlPath.pointer(data);
    ControlPath.locate(data).ifPresent(ControlSocket::removeStale);
    Files.deleteIfExists(pointer);
    Path path = ControlPath.socket(data);
    boolean fits = ControlPath.fits(path);
    if (!fits) {
      path = Files.createTempDirectory("baton-").resolve("control.sock");
      requirePrivate(path.getParent());
    }
    ServerSocketChannel channel = listen(path);
    ControlSocket socket = new ControlSocket(path, pointer, channel);
    if (!fits) {
      socket.point();
    }
    return socket;
  }

  private static ServerSocketChannel listen(Path path) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, OWNER_FILE);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void point() throws IOException {
    Path written = pointer.resolveSibling(pointer.getFileName() + ".new");
    Files.deleteIfExists(written);
    Files.createFile(written, PosixFilePermissions.asFileAttribute(OWNER_FILE));
    Files.writeString(written, path + "\n");
    Files.move(written, pointer, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void requirePrivate(Path directory) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
    if (!OWNER_DIRECTORY.containsAll(permissions)) {
      throw new FileSystemException(
          directory.toString(),
          null,
          "open to others ("
              + PosixFilePermissions.toString(permissions)
              + "), so no shell is served there; chmod 700 it");
    }
  }

  private static void removeStale(Path socket) {
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      throw new IllegalStateException(
          "A node already answers on " + socket + "; one data directory serves one node");
    } catch (IOException nobodyAnswers) {
      try {
        Files.deleteIfExists(socket);
      } catch (IOException e) {
        e.addSuppressed(nobodyAnswers);
        throw new IllegalStateException("The dead socket " + socket + " cannot be removed", e);
      }
    }
  }

  Path path() {
    return path;
  }

  ServerSocketChannel channel() {
    return channel;
  }

  /** Stops listening and removes what {@link #bind} made. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
    if (Files.deleteIfExists(pointer)) {
      Files.deleteIfExists(path.getParent());
    }
  }
}
