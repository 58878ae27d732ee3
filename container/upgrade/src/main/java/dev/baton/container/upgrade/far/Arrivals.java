package dev.baton.container.upgrade.far;

import dev.baton.container.RefusedException;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import dev.baton.state.follower.Incoming;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.step.Step;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** The far end of hand-offs: the shards that other nodes are about to hand over to this one. */
public final class Arrivals implements AutoCloseable {

  /** What takes shards in. Called on the executor's threads; may block. */
  public interface Dock {

    /**
     * Makes tables for a shard.
     *
     * @throws RefusedException if this node does not take it now; says why
     */
    Incoming begin(ShardId shard, String version);

    /** Takes a shard over whose commit names this member; returns when it is served. */
    void arrive(ShardId shard, Incoming incoming, long epoch, long token);
  }

  private record Arriving(Peer from, ShardId shard, Incoming incoming) {}

  private final Dock dock;
  private final Executor executor;
  private final Map<Long, Arriving> arriving = new ConcurrentHashMap<>();
  private final AutoCloseable channel;

  public Arrivals(Cluster cluster, Dock dock, Executor executor) {
    this.dock = dock;
    this.executor = executor;
    this.channel = cluster.answer(Far.CHANNEL, this::answer);
  }

  private CompletionStage<byte[]> answer(Peer from, byte[] question) {
    return CompletableFuture.supplyAsync(() -> answer(from, Message.read(question)), executor);
  }

  private byte[] answer(Peer from, Message message) {
    switch (message.verb()) {
      case BEGIN -> {
        arriving.put(
            message.session(),
            new Arriving(from, message.shard(), dock.begin(message.shard(), message.version())));
        Step.ARRIVAL_BEGUN.reached();
      }
      case LOAD -> known(message).incoming.load(message.copies());
      case LOADED -> {
        known(message).incoming.loaded();
        Step.ARRIVAL_LOADED.reached();
      }
      case APPLY -> known(message).incoming.apply(message.copies());
      case DIGESTS -> {
        return Message.digests(known(message).incoming.digests());
      }
      case ARRIVE -> {
        Step.ARRIVAL_TOLD.reached();
        Arriving known = known(message);
        try {
          dock.arrive(message.shard(), known.incoming, message.epoch(), message.token());
        } finally {
          arriving.remove(message.session());
        }
      }
      case CANCEL -> arriving.remove(message.session());
    }
    return new byte[0];
  }

  private Arriving known(Message message) {
    Arriving known = arriving.get(message.session());
    if (known == null) {
      throw new RefusedException(
          "Nothing is known of a hand-off of " + message.shard() + "; it was cancelled");
    }
    return known;
  }

  /** Lets go of what those were about to hand over who have left. */
  public void forget(Predicate<Peer> left) {
    arriving.values().removeIf(each -> left.test(each.from));
  }

  /** The shards that are on their way here. */
  public List<ShardId> coming() {
    return arriving.values().stream().map(Arriving::shard).toList();
  }

  /** The header of the commit must be the one that was told. */
  public static boolean isThat(Header found, long epoch, long token) {
    return found != null && found.epoch() == epoch && found.token() == token;
  }

  @Override
  public void close() throws Exception {
    channel.close();
    arriving.clear();
  }
}
