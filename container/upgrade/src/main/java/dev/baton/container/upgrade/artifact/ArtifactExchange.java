package dev.baton.container.upgrade.artifact;

import dev.baton.container.RefusedException;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Brings artifacts from the nodes that have them: whoever runs a service has its artifacts. What
 * arrives is verified by its SHA-256 and kept. Thread-safe.
 */
public final class ArtifactExchange implements AutoCloseable {
  private static final String CHANNEL = "artifact";
  private static final int PART = 512 << 10;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int DIGEST_LENGTH = 64;

  private final Artifacts artifacts;
  private final Cluster cluster;
  private final AutoCloseable channel;

  /**
   * Answers others from now on.
   *
   * @param executor reads files for them
   */
  public ArtifactExchange(Artifacts artifacts, Cluster cluster, Executor executor) {
    this.artifacts = artifacts;
    this.cluster = cluster;
    this.channel =
        cluster.answer(
            CHANNEL,
            (asker, question) ->
                CompletableFuture.supplyAsync(() -> part(ByteBuffer.wrap(question)), executor));
  }

  /**
   * The artifact's file, brought from another node if this one does not have it; blocks until then.
   *
   * @throws RefusedException if nobody who is here has it, or it does not have that digest
   */
  public Path bring(String digest) throws InterruptedException {
    if (artifacts.has(digest)) {
      return artifacts.verified(digest);
    }
    List<String> failures = new ArrayList<>();
    for (Peer peer : cluster.peers()) {
      if (!peer.equals(cluster.self())) {
        try {
          return from(peer, digest);
        } catch (ExecutionException | TimeoutException | IOException failed) {
          Throwable cause = failed instanceof ExecutionException ? failed.getCause() : failed;
          failures.add(peer.name() + ": " + cause.getMessage());
        }
      }
    }
    throw new RefusedException(
        "Artifact " + digest + " is not here, and no other node sent it" + of(failures));
  }

  private static String of(List<String> failures) {
    return failures.isEmpty()
        ? "; no other node is here"
        : " (" + String.join("; ", failures) + ")";
  }

  private Path from(Peer peer, String digest)
      throws ExecutionException, TimeoutException, IOException, InterruptedException {
    Path incoming = artifacts.incoming();
    try {
      try (OutputStream out = Files.newOutputStream(incoming)) {
        long offset = 0;
        for (byte[] part = part(peer, digest, offset);
            part.length > 0;
            part = part(peer, digest, offset)) {
          out.write(part);
          offset += part.length;
        }
      }
      String kept = artifacts.keep(incoming);
      if (!kept.equals(digest)) {
        throw new IOException("what it sent has SHA-256 " + kept);
      }
      return artifacts.verified(digest);
    } finally {
      Files.deleteIfExists(incoming);
    }
  }

  private byte[] part(Peer peer, String digest, long offset)
      throws ExecutionException, TimeoutException, InterruptedException {
    byte[] question =
        ByteBuffer.allocate(Long.BYTES + DIGEST_LENGTH)
            .putLong(offset)
            .put(digest.getBytes(StandardCharsets.US_ASCII))
            .array();
    return cluster
        .ask(peer, CHANNEL, question, LIMIT)
        .toCompletableFuture()
        .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private byte[] part(ByteBuffer question) {
    long offset = question.getLong();
    byte[] name = new byte[question.remaining()];
    question.get(name);
    String digest = new String(name, StandardCharsets.US_ASCII);
    if (!digest.matches("[0-9a-f]{" + DIGEST_LENGTH + "}")) {
      throw new RefusedException("No SHA-256: a name of " + name.length + " bytes");
    }
    if (!artifacts.has(digest)) {
      throw new RefusedException("it does not have it");
    }
    try (FileChannel file = FileChannel.open(artifacts.path(digest), StandardOpenOption.READ)) {
      ByteBuffer part =
          ByteBuffer.allocate((int) Math.max(0, Math.min(PART, file.size() - offset)));
      while (part.hasRemaining() && file.read(part, offset + part.position()) >= 0) {
        continue;
      }
      return part.array();
    } catch (IOException unreadable) {
      throw new RefusedException("it cannot read it: " + unreadable, unreadable);
    }
  }

  @Override
  public void close() throws Exception {
    channel.close();
  }
}
