package dev.baton.container.upgrade.backup;

import dev.baton.state.archive.ShardWriter;
import dev.baton.state.archive.Totals;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.store.LocalStore;
import dev.baton.state.store.StoredShard;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * A shard of this node's store, written into a file.
 *
 * @param header how far the shard was when it was opened
 * @param size of the file
 * @param sha256 of the file
 */
record ShardExport(Header header, Totals totals, long size, String sha256) {

  /**
   * Writes the shard as the store has it now, and forces the file to disk.
   *
   * @throws IOException if the store does not have it, or the file cannot be written
   */
  static ShardExport write(LocalStore store, ShardId shard, Path file) throws IOException {
    MessageDigest digest = Layout.sha256();
    try (StoredShard stored = store.open(shard)) {
      Totals totals;
      try (OutputStream out =
          new BufferedOutputStream(
              new DigestOutputStream(Files.newOutputStream(file), digest), 1 << 16)) {
        ShardWriter writer = new ShardWriter(out, shard, stored.header());
        stored.forEach(
            entry -> {
              try {
                writer.add(entry);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
        totals = writer.end();
      }
      Layout.force(file);
      return new ShardExport(stored.header(), totals, Files.size(file), Layout.hex(digest));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
