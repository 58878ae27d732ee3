package dev.baton.container.upgrade.far;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import dev.baton.container.upgrade.far.Message.Verb;
import dev.baton.state.follower.FarEnd;
import dev.baton.state.follower.FarEndException;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.table.Copied;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The holder's end of a hand-off to a peer. */
public final class Far implements FarEnd {
  /** The channel that {@link Arrivals} answers. */
  static final String CHANNEL = "hand-off";

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Cluster cluster;
  private final Peer peer;
  private final long session;
  private final ShardId shard;
  private final String version;

  /**
   * Has the peer make tables for the shard.
   *
   * @throws FarEndException if it does not take the shard now; says why
   */
  public Far(Cluster cluster, Peer peer, ShardId shard, String version, long session) {
    this.cluster = cluster;
    this.peer = peer;
    this.session = session;
    this.shard = shard;
    this.version = version;
    ask(Verb.BEGIN, List.of());
  }

  @Override
  public UUID member() {
    return peer.member();
  }

  @Override
  public void load(List<Copied> entries) {
    ask(Verb.LOAD, entries);
  }

  @Override
  public void loaded() {
    ask(Verb.LOADED, List.of());
  }

  @Override
  public void apply(List<Copied> batch) {
    ask(Verb.APPLY, batch);
  }

  @Override
  public Map<String, Long> digests() {
    return Message.readDigests(ask(Verb.DIGESTS, List.of()));
  }

  /**
   * Tells the peer that it holds the shard now, and waits until it serves.
   *
   * @throws FarEndException if it does not say so in time; it holds the shard all the same
   */
  public void arrive(Header committed) {
    Message arrive =
        new Message(
            Verb.ARRIVE, session, shard, version, List.of(), committed.epoch(), committed.token());
    await(cluster.ask(peer, CHANNEL, arrive.bytes(), LIMIT), Verb.ARRIVE);
  }

  @Override
  public void cancel() {
    Message cancel = new Message(Verb.CANCEL, session, shard, version, List.of(), 0, 0);
    CompletionStage<byte[]> unused = cluster.ask(peer, CHANNEL, cancel.bytes(), LIMIT);
  }

  private byte[] ask(Verb verb, List<Copied> copies) {
    Message message = new Message(verb, session, shard, version, copies, 0, 0);
    return await(cluster.ask(peer, CHANNEL, message.bytes(), LIMIT), verb);
  }

  private byte[] await(CompletionStage<byte[]> answer, Verb verb) {
    try {
      return answer.toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(verb, "interrupted", e);
    } catch (TimeoutException e) {
      throw failure(verb, "no answer within " + LIMIT.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw failure(verb, e.getCause().getMessage(), e.getCause());
    }
  }

  private FarEndException failure(Verb verb, String why, Throwable cause) {
    return new FarEndException(
        peer.name() + " did not take " + shard + " (" + verb + "): " + why, cause);
  }
}
