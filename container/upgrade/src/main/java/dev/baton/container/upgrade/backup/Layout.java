package dev.baton.container.upgrade.backup;

import dev.baton.state.protocol.ShardId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The names of the files in a backup, and what is done with all of them.
 *
 * <pre>
 * manifest.json                    what is there
 * artifacts/SHA-256.jar            libraries and versions of services
 * shards/SERVICE/NUMBER.shard      the entries of a shard
 * SHA256SUMS                       the digests of all others, as sha256sum -c reads them
 * </pre>
 */
final class Layout {
  static final String MANIFEST = "manifest.json";
  static final String SUMS = "SHA256SUMS";

  private static final String SERVICE = "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*";
  private static final String DIGEST = "[0-9a-f]{64}";

  private Layout() {}

  /** The name of a shard's file, with slashes. */
  static String shard(ShardId shard) {
    return "shards/" + matching(SERVICE, shard.service()) + "/" + shard.number() + ".shard";
  }

  /** The name of an artifact's file, with slashes. */
  static String artifact(String sha256) {
    return "artifacts/" + matching(DIGEST, sha256) + ".jar";
  }

  private static String matching(String pattern, String name) {
    if (!name.matches(pattern)) {
      throw new IllegalArgumentException("'" + name + "' cannot be a file of a backup");
    }
    return name;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The SHA-256 of a file. */
  static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }
    return hex(digest);
  }

  /** Forces a file or a folder to disk. */
  static void force(Path path) throws IOException {
    StandardOpenOption way =
        Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(path, way)) {
      channel.force(true);
    }
  }
}
