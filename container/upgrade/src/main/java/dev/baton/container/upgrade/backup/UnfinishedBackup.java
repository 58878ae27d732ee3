package dev.baton.container.upgrade.backup;

import dev.baton.container.RefusedException;
import dev.baton.state.protocol.ShardId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A backup that is being written, in {@code DIR.part} beside where it is to be. It gets its name
 * when all of it is on disk; what a crash leaves has another name, and is deleted by the next
 * attempt. A lock keeps two processes apart.
 */
final class UnfinishedBackup implements AutoCloseable {
  private static final String MARK = "UNFINISHED";

  private final Path directory;
  private final Path part;
  private final FileChannel mark;
  private final TreeMap<String, String> sums = new TreeMap<>();
  private boolean finished;

  private UnfinishedBackup(Path directory, Path part, FileChannel mark) {
    this.directory = directory;
    this.part = part;
    this.mark = mark;
  }

  /**
   * Begins one.
   *
   * @throws RefusedException if the directory is not empty, or somebody else writes there
   */
  static UnfinishedBackup begin(Path given) throws IOException {
    Path directory = given.toAbsolutePath().normalize();
    if (directory.getFileName() == null) {
      throw new RefusedException(directory + " cannot be the directory of a backup");
    }
    requireEmpty(directory);
    Path part = directory.resolveSibling(directory.getFileName() + ".part");
    boolean interrupted =
        Files.exists(part.resolve(MARK)) || Files.exists(part.resolve(Layout.SUMS));
    if (Files.exists(part) && !interrupted) {
      throw new RefusedException(
          part + " is there, and no backup that was interrupted; move it away");
    }
    Files.createDirectories(part);
    FileChannel mark =
        FileChannel.open(part.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = mark.tryLock();
    if (lock == null) {
      mark.close();
      throw new RefusedException("Another backup is being written to " + directory);
    }
    UnfinishedBackup begun = new UnfinishedBackup(directory, part, mark);
    try {
      begun.deleteAll(part.resolve(MARK));
      Files.createDirectory(part.resolve("artifacts"));
      Files.createDirectory(part.resolve("shards"));
      return begun;
    } catch (IOException failed) {
      begun.close();
      throw failed;
    }
  }

  private static void requireEmpty(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    boolean empty = Files.isDirectory(directory);
    if (empty) {
      try (Stream<Path> files = Files.list(directory)) {
        empty = files.findAny().isEmpty();
      }
    }
    if (!empty) {
      throw new RefusedException(
          directory + " is there and is not an empty directory; nothing was written");
    }
  }

  /** Copies an artifact in. */
  void artifact(Path file, String sha256) throws IOException {
    String name = Layout.artifact(sha256);
    if (sums.put(name, sha256) == null) {
      Path copy = part.resolve(name);
      Files.copy(file, copy);
      Layout.force(copy);
      String copied = Layout.sha256(copy);
      if (!copied.equals(sha256)) {
        throw new IOException(file + " was changed while it was copied");
      }
    }
  }

  /** Where the file of a shard is to be written. */
  Path shard(ShardId shard) throws IOException {
    Path file = part.resolve(Layout.shard(shard));
    Files.createDirectories(file.getParent());
    return file;
  }

  /** The file of a shard is there, and on disk. */
  void written(ShardId shard, String sha256) {
    sums.put(Layout.shard(shard), sha256);
  }

  /** Writes what is left, forces everything to disk, and gives the backup its name. */
  void finish(Manifest manifest) throws IOException {
    write(Layout.MANIFEST, manifest.bytes());
    sums.put(Layout.MANIFEST, Layout.sha256(part.resolve(Layout.MANIFEST)));
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, String> each : sums.entrySet()) {
      lines.append(each.getValue()).append("  ").append(each.getKey()).append('\n');
    }
    write(Layout.SUMS, lines.toString().getBytes(StandardCharsets.UTF_8));
    Files.delete(part.resolve(MARK));
    Set<Path> folders = new HashSet<>();
    sums.keySet().forEach(name -> folders.add(part.resolve(name).getParent()));
    folders.add(part.resolve("shards"));
    folders.add(part);
    for (Path folder : folders) {
      Layout.force(folder);
    }
    Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
    finished = true;
    Layout.force(directory.getParent());
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = part.resolve(name);
    Files.write(file, content);
    Layout.force(file);
  }

  /** Deletes what was written, unless it is finished. */
  @Override
  public void close() throws IOException {
    try (mark) {
      if (!finished) {
        deleteAll(part.resolve(MARK));
        Files.deleteIfExists(part.resolve(MARK));
        Files.delete(part);
      }
    }
  }

  private void deleteAll(Path but) throws IOException {
    try (Stream<Path> files = Files.walk(part)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!each.equals(part) && !each.equals(but)) {
          Files.delete(each);
        }
      }
    }
  }
}
