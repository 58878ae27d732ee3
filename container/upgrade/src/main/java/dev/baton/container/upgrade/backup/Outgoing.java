package dev.baton.container.upgrade.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.container.RefusedException;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import dev.baton.state.map.Headers;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.store.LocalStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shards of this node's store that another node asks for: each is written into a file, which is
 * then fetched part by part, and deleted when the other one has it or has left. Thread-safe.
 */
public final class Outgoing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

  static final String CHANNEL = "backup";
  static final Duration LIMIT = Duration.ofMinutes(30);

  private static final int PART = 512 << 10;

  private final Cluster cluster;
  private final LocalStore store;
  private final Path folder;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<UUID, Sending> sendings = new ConcurrentHashMap<>();
  private final List<AutoCloseable> subscriptions;

  /** What is asked. */
  enum Verb {
    OPEN,
    READ,
    CLOSE
  }

  /**
   * A question, as JSON.
   *
   * @param session drawn by the asker; a repeated one means the same
   */
  record Question(Verb verb, UUID session, String service, int shard, long offset) {}

  /** The answer to {@link Verb#OPEN}, as JSON. */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
  record Opened(byte[] header, long entries, long bytes, long size, String sha256) {}

  private record Sending(UUID asker, Path file) {}

  /**
   * Answers others from now on.
   *
   * @param folder for the files; what an earlier process left there is deleted
   * @param executor reads and writes files
   */
  public Outgoing(Cluster cluster, LocalStore store, Path folder, Executor executor)
      throws IOException {
    this.cluster = cluster;
    this.store = store;
    this.folder = Files.createDirectories(folder);
    try (Stream<Path> left = Files.list(folder)) {
      for (Path each : left.toList()) {
        Files.delete(each);
      }
    }
    this.subscriptions =
        List.of(
            cluster.answer(
                CHANNEL,
                (asker, question) ->
                    CompletableFuture.supplyAsync(() -> answer(asker, question), executor)),
            cluster.onChange(() -> executor.execute(this::forgetThoseWhoLeft)));
  }

  private byte[] answer(Peer asker, byte[] bytes) {
    try {
      Question question = json.readValue(bytes, Question.class);
      switch (question.verb()) {
        case OPEN:
          return json.writeValueAsBytes(open(asker, question));
        case READ:
          return read(question);
        default:
          close(question.session());
          return new byte[0];
      }
    } catch (IOException failed) {
      throw new RefusedException(failed.getMessage(), failed);
    }
  }

  private Opened open(Peer asker, Question question) throws IOException {
    ShardId shard = new ShardId(question.service(), question.shard());
    Path file = folder.resolve(question.session() + ".shard");
    sendings.put(question.session(), new Sending(asker.member(), file));
    try {
      ShardExport export = ShardExport.write(store, shard, file);
      return new Opened(
          Headers.bytes(Map.of(shard, export.header())),
          export.totals().entries(),
          export.totals().bytes(),
          export.size(),
          export.sha256());
    } catch (IOException | RuntimeException failed) {
      close(question.session());
      throw failed;
    }
  }

  private byte[] read(Question question) throws IOException {
    Sending sending = sendings.get(question.session());
    if (sending == null) {
      throw new RefusedException("Nothing is known of this part of a backup any more");
    }
    try (FileChannel channel = FileChannel.open(sending.file)) {
      long left = channel.size() - question.offset();
      ByteBuffer part = ByteBuffer.allocate((int) Math.min(PART, Math.max(0, left)));
      while (part.hasRemaining() && channel.read(part, question.offset() + part.position()) >= 0) {
        // reads on
      }
      return part.array();
    }
  }

  private void close(UUID session) throws IOException {
    Sending sending = sendings.remove(session);
    if (sending != null) {
      Files.deleteIfExists(sending.file);
    }
  }

  private void forgetThoseWhoLeft() {
    List<UUID> there = cluster.peers().stream().map(Peer::member).toList();
    sendings.forEach(
        (session, sending) -> {
          if (!there.contains(sending.asker)) {
            try {
              close(session);
            } catch (IOException failed) {
              LOG.warn("{} could not be deleted: {}", sending.file, failed.toString());
            }
          }
        });
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable each : subscriptions) {
      each.close();
    }
  }
}
