package dev.baton.container.upgrade.artifact;

import dev.baton.container.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bundle files of a node, by their SHA-256, so that a rollback needs no file from outside. */
public final class Artifacts {
  private final Path directory;

  /** Creates the directory if there is none. */
  public Artifacts(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /**
   * Copies a file in and forces it to disk; a file that is there already stays.
   *
   * @return its SHA-256 in hexadecimal digits
   */
  public String keep(Path file) {
    try {
      Path copy = Files.createTempFile(directory, "incoming", ".part");
      try {
        String digest = copy(file, copy);
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
        Files.move(
            copy,
            path(digest),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        return digest;
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (IOException failed) {
      throw new RefusedException(
          "Could not keep " + file + " in " + directory + ": " + failed.getMessage(), failed);
    }
  }

  /**
   * The kept file, its digest checked.
   *
   * @throws RefusedException if it is gone or changed
   */
  public Path verified(String digest) {
    Path file = path(digest);
    try (InputStream in = Files.newInputStream(file)) {
      String found = digest(in, null);
      if (!found.equals(digest)) {
        throw new RefusedException("The kept artifact " + file + " was changed: it has " + found);
      }
      return file;
    } catch (IOException gone) {
      throw new RefusedException("The kept artifact " + file + " cannot be read: " + gone, gone);
    }
  }

  /** Whether it is kept here, whole or not. */
  boolean has(String digest) {
    return Files.isRegularFile(path(digest));
  }

  /** A new file for what is on its way here. */
  Path incoming() throws IOException {
    return Files.createTempFile(directory, "incoming", ".part");
  }

  Path path(String digest) {
    return directory.resolve(digest + ".jar");
  }

  private static String copy(Path from, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(from)) {
      return digest(in, to);
    }
  }

  private static String digest(InputStream in, Path copyTo) throws IOException {
    MessageDigest sha = sha256();
    try (DigestInputStream digesting = new DigestInputStream(in, sha)) {
      if (copyTo == null) {
        digesting.transferTo(java.io.OutputStream.nullOutputStream());
      } else {
        Files.copy(digesting, copyTo, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
