package dev.baton.container.cluster.member;

import dev.baton.state.archive.ShardWriter;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.store.LocalStore;
import dev.baton.state.store.StoredShard;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this member has stored and the others may not have when they go on without it: put into
 * files, {@code DATA/lost/DATE/}, before anything of theirs takes its place in the store.
 *
 * <p>That is each shard that this member held, unless another node of the copy set has said that it
 * stored the same: then the others have it. Shards that others held are theirs to set aside.
 */
final class SetAside {
  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private final Path lost;
  private final LocalStore store;
  private final BiPredicate<ShardId, Header> doubtful;
  private boolean done;

  /**
   * @param doubtful whether this member held a shard at this header, and nobody else is known to
   *     have it
   */
  SetAside(Path data, LocalStore store, BiPredicate<ShardId, Header> doubtful) {
    this.lost = data.resolve("lost");
    this.store = store;
    this.doubtful = doubtful;
  }

  /**
   * Writes the files, once in the life of a member; blocks until they are on disk.
   *
   * @throws UncheckedIOException if that is impossible; the store is as it was
   */
  synchronized void once() {
    if (done) {
      return;
    }
    try {
      List<ShardId> shards =
          store.shards().entrySet().stream()
              .filter(each -> doubtful.test(each.getKey(), each.getValue()))
              .map(Map.Entry::getKey)
              .toList();
      if (!shards.isEmpty()) {
        write(shards);
      }
      done = true;
    } catch (IOException e) {
      throw new UncheckedIOException("What is stored here could not be set aside: " + e, e);
    }
  }

  private void write(List<ShardId> shards) throws IOException {
    Path folder = lost.resolve(DATE.format(Instant.now()));
    Path part = Files.createDirectories(lost.resolve(folder.getFileName() + ".part"));
    for (ShardId shard : shards) {
      write(shard, part.resolve(shard.service() + "-" + shard.number() + ".shard"));
    }
    force(part);
    Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    force(lost);
    LOG.warn(
        "{} shards that nobody else may have as they are here are set aside in {}: {}",
        shards.size(),
        folder,
        shards);
  }

  private void write(ShardId shard, Path file) throws IOException {
    try (StoredShard stored = store.open(shard);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      ShardWriter writer = new ShardWriter(out, shard, stored.header());
      stored.forEach(entry -> add(writer, entry));
      writer.end();
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
    force(file);
  }

  private static void add(ShardWriter writer, Entry entry) {
    try {
      writer.add(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void force(Path path) throws IOException {
    StandardOpenOption way =
        Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(path, way)) {
      channel.force(true);
    }
  }
}
