package dev.baton.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A node's data directory, locked against every other process until this one ends; the operating
 * system takes the lock back however the process dies.
 *
 * @param path the directory
 * @param lock the lock on its file {@code lock}, which also tells who has it
 */
record DataDirectory(Path path, FileLock lock) implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  /** Makes the directory if need be, and takes it for the named node. */
  static DataDirectory open(Path path, String node) throws RefusedStart {
    try {
      makePrivate(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      return open(path, channel, node);
    } catch (IOException e) {
      throw RefusedStart.failed(
          "Cannot use the data directory "
              + path
              + ": "
              + e
              + ". Choose another one with --data DIR",
          e);
    }
  }

  /**
   * A new or empty directory becomes its owner's alone: it will hold the services' state and the
   * socket of the shell. One with content that is open to others is refused.
   */
  private static void makePrivate(Path path) throws IOException, RefusedStart {
    Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    if (OWNER_ONLY.containsAll(permissions)) {
      return;
    }
    try (Stream<Path> content = Files.list(path)) {
      if (content.findAny().isPresent()) {
        throw RefusedStart.failed(
            "The data directory "
                + path
                + " is open to other users ("
                + PosixFilePermissions.toString(permissions)
                + "), and whoever reaches its files reaches the node. Close it: chmod 700 "
                + path,
            null);
      }
    }
    Files.setPosixFilePermissions(path, OWNER_ONLY);
  }

  private static DataDirectory open(Path path, FileChannel channel, String node)
      throws IOException, RefusedStart {
    FileLock lock = tryLock(channel);
    if (lock == null) {
      String holder = read(channel);
      channel.close();
      throw RefusedStart.failed(
          "The data directory "
              + path
              + " is in use by "
              + (holder.isEmpty() ? "another node" : holder)
              + ", which goes on. Choose another one with --data DIR",
          null);
    }
    channel.truncate(0);
    String self = "node " + node + ", process " + ProcessHandle.current().pid();
    channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.UTF_8)), 0);
    return new DataDirectory(path, lock);
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this very process has it
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(200);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  /** Where the node writes its log files. */
  Path log() {
    return path.resolve("log");
  }

  @Override
  public void close() throws IOException {
    lock.channel().close();
  }
}
