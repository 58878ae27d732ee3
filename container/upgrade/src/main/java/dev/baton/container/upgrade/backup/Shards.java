package dev.baton.container.upgrade.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.container.RefusedException;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.record.ClusterRecord;
import dev.baton.state.archive.Totals;
import dev.baton.state.map.Headers;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Placement;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.store.LocalStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings shards into files, each from the store of a node that has everything that was acknowledged
 * before it was asked, whoever holds the shard. This node's own store comes first.
 *
 * <p>What was acknowledged was stored by all nodes of the copy set in force then; {@link
 * Placement#counts} tells from what is recorded, and from what the stores say, which of them have
 * it. All that is read after the command began, in any order; what is recorded is read again if a
 * store turns out to be under a newer copy set.
 */
public final class Shards {
  private static final Logger LOG = LoggerFactory.getLogger(Shards.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_AGAIN_MS = 200;

  private final Cluster cluster;
  private final ClusterRecord record;
  private final LocalStore store;
  private final Function<String, Map<UUID, Map<ShardId, Header>>> stores;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param stores what the stores of the nodes that are here have of a service, by node; asks them
   */
  public Shards(
      Cluster cluster,
      ClusterRecord record,
      LocalStore store,
      Function<String, Map<UUID, Map<ShardId, Header>>> stores) {
    this.cluster = cluster;
    this.record = record;
    this.store = store;
    this.stores = stores;
  }

  /** One look at what the stores have of a service's shards. */
  public final class Look {
    private final String service;
    private final UUID incarnation;
    private Map<UUID, Map<ShardId, Header>> stored;

    private Look(String service, UUID incarnation) {
      this.service = service;
      this.incarnation = incarnation;
      again();
    }

    private void again() {
      record.refresh();
      stored = stores.apply(service);
    }

    /**
     * Writes a shard into a file and forces it to disk; tries again at whoever has it then, for a
     * minute.
     *
     * @throws RefusedException if nobody who is here has everything of it; says why
     */
    ShardExport bring(ShardId shard, Path file, RunningAct act) throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        act.checkAbort();
        String why = "no node that is here has everything of it";
        Optional<Peer> from = source(shard);
        if (from.isPresent()) {
          try {
            ShardExport export = from(from.get(), shard, file);
            if (counts(shard, from.get(), export.header())) {
              return export;
            }
            why = "it was being kept elsewhere meanwhile";
          } catch (IOException | RefusedException failed) {
            why = from.get().name() + ": " + failed.getMessage();
            LOG.info("{} is asked for again: {}", shard, why);
          }
        }
        if (System.nanoTime() - deadline > 0) {
          throw new RefusedException(
              shard
                  + " could not be read for "
                  + PATIENCE.toSeconds()
                  + " s: "
                  + why
                  + "; 'doctor' says what is missing");
        }
        act.waitsFor(shard + ": " + why);
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        again();
        act.waitsFor("");
      }
    }

    private Optional<Peer> source(ShardId shard) {
      Placement placement = record.placement(shard);
      Map<UUID, Header> headers = headers(shard);
      List<Peer> having =
          cluster.peers().stream()
              .filter(peer -> placement != null && placement.counts(peer.node(), headers))
              .toList();
      return having.stream()
          .filter(peer -> peer.equals(cluster.self()))
          .findFirst()
          .or(() -> having.stream().findFirst());
    }

    private boolean counts(ShardId shard, Peer peer, Header header) {
      Map<UUID, Header> headers = headers(shard);
      headers.put(peer.node(), header.incarnation().equals(incarnation) ? header : null);
      Placement placement = record.placement(shard);
      return placement != null && placement.counts(peer.node(), headers);
    }

    private Map<UUID, Header> headers(ShardId shard) {
      Map<UUID, Header> headers = new HashMap<>();
      stored.forEach(
          (node, all) -> {
            Header header = all.get(shard);
            boolean same = header != null && header.incarnation().equals(incarnation);
            headers.put(node, same ? header : null);
          });
      return headers;
    }
  }

  /** Looks at a service's shards; blocks for a moment. */
  Look at(String service, UUID incarnation) {
    return new Look(service, incarnation);
  }

  private ShardExport from(Peer peer, ShardId shard, Path file)
      throws IOException, InterruptedException {
    if (peer.equals(cluster.self())) {
      return ShardExport.write(store, shard, file);
    }
    UUID session = UUID.randomUUID();
    try {
      Outgoing.Opened opened =
          json.readValue(
              ask(peer, question(Outgoing.Verb.OPEN, session, shard, 0)), Outgoing.Opened.class);
      fetch(peer, session, shard, opened, file);
      return new ShardExport(
          Headers.read(opened.header()).get(shard),
          new Totals(opened.entries(), opened.bytes()),
          opened.size(),
          opened.sha256());
    } finally {
      CompletionStage<byte[]> unused =
          cluster.ask(
              peer,
              Outgoing.CHANNEL,
              question(Outgoing.Verb.CLOSE, session, shard, 0),
              Outgoing.LIMIT);
    }
  }

  private void fetch(Peer peer, UUID session, ShardId shard, Outgoing.Opened opened, Path file)
      throws IOException, InterruptedException {
    MessageDigest digest = Layout.sha256();
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
      for (long offset = 0; offset < opened.size(); ) {
        byte[] part = ask(peer, question(Outgoing.Verb.READ, session, shard, offset));
        if (part.length == 0) {
          throw new IOException("the shard's file ends too early");
        }
        out.write(part);
        offset += part.length;
      }
    }
    if (!Layout.hex(digest).equals(opened.sha256())) {
      throw new IOException("the shard's file arrived with another SHA-256");
    }
    Layout.force(file);
  }

  private byte[] question(Outgoing.Verb verb, UUID session, ShardId shard, long offset) {
    try {
      return json.writeValueAsBytes(
          new Outgoing.Question(verb, session, shard.service(), shard.number(), offset));
    } catch (IOException impossible) {
      throw new IllegalStateException("Plain values are always JSON", impossible);
    }
  }

  private byte[] ask(Peer peer, byte[] question) throws IOException, InterruptedException {
    try {
      return cluster
          .ask(peer, Outgoing.CHANNEL, question, Outgoing.LIMIT)
          .toCompletableFuture()
          .get(Outgoing.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw new IOException(
          cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    } catch (TimeoutException late) {
      throw new IOException("no answer within " + Outgoing.LIMIT.toMinutes() + " min", late);
    }
  }
}
