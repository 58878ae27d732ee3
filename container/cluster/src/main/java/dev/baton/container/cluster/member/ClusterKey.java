package dev.baton.container.cluster.member;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the nodes of a cluster share and nobody else knows: the content of a file. The cluster's
 * name, which a member has to say to be let in, is derived from it and tells nothing of it.
 *
 * <p>It keeps out who does not know it, and nothing more: what members say to each other is not
 * encrypted, the name included.
 */
final class ClusterKey {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterKey.class);
  private static final int BYTES = 32;
  private static final int SHORTEST = 16;

  private final String secret;

  private ClusterKey(String secret) {
    this.secret = secret;
  }

  /**
   * Reads the key, and makes the file first if there is none.
   *
   * @throws IOException if it can neither be read nor made
   */
  static ClusterKey readOrMake(Path file) throws IOException {
    if (!Files.exists(file)) {
      make(file);
    }
    return read(file);
  }

  /**
   * Reads the key.
   *
   * @throws IOException if it cannot be read, or is too short to keep anybody out
   */
  static ClusterKey read(Path file) throws IOException {
    String secret = Files.readString(file, StandardCharsets.UTF_8).strip();
    if (secret.length() < SHORTEST) {
      throw new IOException(
          "The cluster key " + file + " is shorter than " + SHORTEST + " characters");
    }
    if (isPosix(file)) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
        LOG.warn("Every user of this machine can read the cluster key {}; chmod 600 it", file);
      }
    }
    return new ClusterKey(secret);
  }

  /** Complete in one step: nodes that start at once share one key. */
  private static void make(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path made = Files.createTempFile(folder, file.getFileName().toString(), ".part", owner(folder));
    try {
      Files.writeString(made, HexFormat.of().formatHex(random) + "\n");
      Files.createLink(file, made);
      LOG.info("Made a cluster key in {}; nodes on other machines need a copy of it", file);
    } catch (FileAlreadyExistsException e) {
      LOG.debug("Another node has just made the cluster key {}", file);
    } finally {
      Files.delete(made);
    }
  }

  private static FileAttribute<?>[] owner(Path folder) {
    return isPosix(folder)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** The name of the cluster of those who know the key. */
  String clusterName() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("baton cluster " + secret).getBytes(StandardCharsets.UTF_8));
      return "baton-" + HexFormat.of().formatHex(digest, 0, BYTES / 2);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
