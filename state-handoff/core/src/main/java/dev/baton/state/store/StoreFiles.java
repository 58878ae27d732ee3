package dev.baton.state.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of a store: who may use it, and what its files are called. */
final class StoreFiles implements Closeable {
  private static final Pattern SEGMENT = Pattern.compile("\\d{12}\\.(log|compact)");
  private static final Pattern UNFINISHED = Pattern.compile("\\d{12}\\.compact\\.part");

  private final Path folder;
  private final FileChannel lock;

  private StoreFiles(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Makes the folder if it is not there, and keeps every other process out of it. */
  static StoreFiles open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (!locked(channel)) {
        throw new StoreRefusedException(
            "The store "
                + folder
                + " is in use by the process "
                + owner(channel)
                + ". Stop that node first, or start this one with another data directory.");
      }
      byte[] own = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0).write(ByteBuffer.wrap(own), 0);
      return new StoreFiles(folder, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // this very process has it
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(20);
    channel.read(bytes, 0);
    return StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
  }

  Path folder() {
    return folder;
  }

  List<Path> segments() throws IOException {
    return named(SEGMENT);
  }

  /** What compactions left that did not come to their end. */
  List<Path> unfinished() throws IOException {
    return named(UNFINISHED);
  }

  private List<Path> named(Pattern pattern) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> pattern.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  Path log(long number) {
    return folder.resolve("%012d.log".formatted(number));
  }

  Path compact(long number) {
    return folder.resolve("%012d.compact".formatted(number));
  }

  Path unfinished(long number) {
    return folder.resolve("%012d.compact.part".formatted(number));
  }

  SegmentWriter createLog(long number, long previous) throws IOException {
    return SegmentWriter.create(log(number), new SegmentHeader(false, number, previous));
  }

  /** Gives a file its name, in one step, and forces the name to disk. */
  void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    force();
  }

  /** Forces the names of the files to disk. */
  void force() throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
