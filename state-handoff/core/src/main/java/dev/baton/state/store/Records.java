package dev.baton.state.store;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The records of the node: each a small file of its own, replaced in one step, so that writing one
 * waits for no log and holds none up. Thread-safe.
 */
final class Records {
  private static final int FORMAT = 1;
  private static final int HEADER_BYTES = 16;
  private static final long LETTERS =
      ByteBuffer.wrap("BATONREC".getBytes(StandardCharsets.US_ASCII)).getLong();
  private static final String SUFFIX = ".record";
  private static final String UNFINISHED = ".part";
  private static final int LONGEST_NAME = 200;

  private final Path folder;
  private final TreeMap<String, byte[]> records = new TreeMap<>();

  private Records(Path folder) {
    this.folder = folder;
  }

  static Records open(Path folder) throws IOException {
    Records records = new Records(folder);
    if (Files.isDirectory(folder)) {
      records.load();
    }
    return records;
  }

  private void load() throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.endsWith(SUFFIX)) {
        String encoded = name.substring(0, name.length() - SUFFIX.length());
        records.put(
            URLDecoder.decode(encoded, StandardCharsets.UTF_8),
            decode(file, ByteBuffer.wrap(Files.readAllBytes(file))));
      }
    }
  }

  private static byte[] decode(Path file, ByteBuffer bytes) throws StoreRefusedException {
    if (bytes.remaining() < HEADER_BYTES || bytes.getLong() != LETTERS) {
      throw new StoreRefusedException(
          file
              + " is not a record of Baton's store: it does not begin with BATONREC."
              + " Nothing was changed; move it away if it does not belong there.");
    }
    int format = bytes.getInt();
    if (format != FORMAT) {
      throw new StoreRefusedException(
          file
              + " has format "
              + format
              + "; this version of Baton understands format "
              + FORMAT
              + " only. Nothing was changed; start the version that wrote it.");
    }
    int checksum = bytes.getInt();
    byte[] value = new byte[bytes.remaining()];
    bytes.get(value);
    if (checksum != checksum(value)) {
      throw new StoreRefusedException(
          file
              + " is damaged: the checksum of its "
              + value.length
              + " bytes is wrong."
              + " Nothing was changed.");
    }
    return value;
  }

  synchronized void put(String name, byte[] value) throws IOException {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    if (encoded.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "The name of a record has at most "
              + LONGEST_NAME
              + " characters as a file name; this"
              + " one has "
              + encoded.length()
              + ": "
              + name);
    }
    Path file = folder.resolve(encoded + SUFFIX);
    if (value == null) {
      if (!records.containsKey(name)) {
        return;
      }
      Files.deleteIfExists(file);
      records.remove(name);
    } else {
      makeFolder();
      Path part = folder.resolve(encoded + UNFINISHED);
      write(part, value);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      records.put(name, value.clone());
    }
    force(folder);
  }

  private void makeFolder() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder);
      force(folder.getParent());
    }
  }

  private static void write(Path file, byte[] value) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + value.length);
    bytes.putLong(LETTERS).putInt(FORMAT).putInt(checksum(value)).put(value).flip();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static int checksum(byte[] value) {
    CRC32C checksum = new CRC32C();
    checksum.update(value);
    return (int) checksum.getValue();
  }

  synchronized Map<String, byte[]> startingWith(String prefix) {
    Map<String, byte[]> found = new TreeMap<>();
    for (Map.Entry<String, byte[]> next : records.tailMap(prefix).entrySet()) {
      if (!next.getKey().startsWith(prefix)) {
        break;
      }
      found.put(next.getKey(), next.getValue().clone());
    }
    return found;
  }
}
