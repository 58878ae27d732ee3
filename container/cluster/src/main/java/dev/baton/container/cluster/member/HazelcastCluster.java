package dev.baton.container.cluster.member;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.server.ServerConnectionManager;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.spi.exception.CallerNotMemberException;
import com.hazelcast.spi.exception.TargetNotMemberException;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.operationservice.InvocationBuilder;
import dev.baton.container.cluster.Answerer;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.NotDeliveredException;
import dev.baton.container.cluster.Peer;
import dev.baton.container.cluster.PeerFailedException;
import dev.baton.state.map.OutcomeUnknownException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cluster of a Hazelcast member whose configuration was {@linkplain #prepare prepared}. */
final class HazelcastCluster implements Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(HazelcastCluster.class);
  private static final String NODE = "baton.node";

  private static final String NAME = "baton.name";
  private static final String HTTP = "baton.http";
  private static final String SELF = "baton.cluster";

  /** A member does not run what came too late by its clock, which may be another than ours. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final NodeEngine engine;
  private final ServerConnectionManager connections;
  private final Channels channels = new Channels();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** By member: who it is does not change, and each call between nodes asks. */
  private final Map<UUID, Peer> known = new ConcurrentHashMap<>();

  HazelcastCluster(HazelcastInstance member) {
    Node node = ((HazelcastInstanceProxy) member).getOriginal().node;
    this.engine = node.getNodeEngine();
    this.connections = node.getServer().getConnectionManager(EndpointQualifier.MEMBER);
    member.getUserContext().put(SELF, this);
    member.getCluster().addMembershipListener(new Changes());
  }

  /** Has the member tell others whose it is, and understand what they ask. */
  static void prepare(Config config, UUID node, String name, String http) {
    config.getSerializationConfig().addDataSerializableFactory(Types.FACTORY, new Types());
    config
        .getMemberAttributeConfig()
        .setAttribute(NODE, node.toString())
        .setAttribute(NAME, name)
        .setAttribute(HTTP, http);
  }

  static HazelcastCluster of(HazelcastInstance member) {
    return (HazelcastCluster) member.getUserContext().get(SELF);
  }

  Channels channels() {
    return channels;
  }

  @Override
  public Peer self() {
    return peer(engine.getLocalMember());
  }

  @Override
  public List<Peer> peers() {
    List<Peer> peers = there(member -> !member.isLiteMember());
    return peers.isEmpty() && !engine.getLocalMember().isLiteMember() ? List.of(self()) : peers;
  }

  @Override
  public List<Peer> members() {
    List<Peer> members = there(member -> true);
    return members.isEmpty() ? List.of(self()) : members;
  }

  /** A witness is a lite member: it keeps no copies. */
  private List<Peer> there(Predicate<Member> which) {
    return engine.getClusterService().getMemberImpls().stream()
        .filter(which)
        .map(this::peer)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Where the others listen, as {@code HOST:PORT}. */
  List<String> addresses() {
    return engine.getClusterService().getMemberImpls().stream()
        .filter(member -> !member.localMember())
        .map(member -> member.getAddress().getHost() + ":" + member.getAddress().getPort())
        .sorted()
        .toList();
  }

  /** Without a look at all of them. */
  @Override
  public Optional<Peer> peer(UUID member) {
    Member found = engine.getClusterService().getMember(member);
    if (found == null) {
      return Cluster.super.peer(member); // this one, which has no cluster yet or any more
    }
    return found.isLiteMember() ? Optional.empty() : Optional.ofNullable(peer(found));
  }

  /** Somebody who is there; null if there is none of this id, or it is not of Baton. */
  Peer member(UUID member) {
    Member found = engine.getClusterService().getMember(member);
    return found == null ? null : peer(found);
  }

  private Peer peer(Member member) {
    return known.computeIfAbsent(member.getUuid(), id -> told(member));
  }

  /** What a member tells of itself; null if it is not of Baton. */
  private static Peer told(Member member) {
    Map<String, String> attributes = member.getAttributes();
    String node = attributes.get(NODE);
    return node == null
        ? null
        : new Peer(
            UUID.fromString(node),
            member.getUuid(),
            attributes.getOrDefault(NAME, ""),
            attributes.getOrDefault(HTTP, ""));
  }

  @Override
  public AutoCloseable onChange(Runnable changed) {
    listeners.add(changed);
    return () -> listeners.remove(changed);
  }

  @Override
  public CompletionStage<byte[]> ask(Peer peer, String channel, byte[] question, Duration limit) {
    Member target = engine.getClusterService().getMember(peer.member());
    if (target == null) {
      return CompletableFuture.failedFuture(
          new NotDeliveredException("Node " + peer.name() + " is not there any more"));
    }
    AskOperation operation = new AskOperation(peer.member(), channel, question);
    return new Asking(
            peer.name(),
            () -> engine.getClusterService().getMember(peer.member()) != null,
            () -> target.localMember() || connections.getOrConnect(target.getAddress()) != null,
            () -> invoke(target, operation, limit))
        .begin(limit, failure -> translated(peer, channel, failure));
  }

  private CompletableFuture<Told> invoke(Member target, AskOperation question, Duration limit) {
    InvocationBuilder builder =
        engine
            .getOperationService()
            .createInvocationBuilder(MapService.SERVICE_NAME, question, target.getAddress());
    return builder.setTryCount(1).setCallTimeout(limit.plus(SKEW).toMillis()).invoke();
  }

  private RuntimeException translated(Peer peer, String channel, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof NotDeliveredException
        || cause instanceof PeerFailedException
        || cause instanceof OutcomeUnknownException) {
      return (RuntimeException) cause;
    }
    if (cause instanceof TargetNotMemberException
        || cause instanceof CallerNotMemberException
        || (cause instanceof HazelcastInstanceNotActiveException && engine.isRunning())) {
      return new NotDeliveredException(
          "Node " + peer.name() + " was not asked for " + channel + ": " + cause.getMessage());
    }
    return new OutcomeUnknownException(
        "Node "
            + peer.name()
            + " did not answer "
            + channel
            + ": "
            + cause.getClass().getSimpleName()
            + "; it may do so or not, now or later",
        cause);
  }

  @Override
  public AutoCloseable answer(String channel, Answerer answerer) {
    return channels.open(channel, answerer);
  }

  /** Hands on that somebody came or went. */
  private final class Changes implements MembershipListener {
    @Override
    public void memberAdded(MembershipEvent event) {
      tell();
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
      known.remove(event.getMember().getUuid());
      tell();
    }

    private void tell() {
      for (Runnable listener : listeners) {
        try {
          listener.run();
        } catch (RuntimeException e) {
          LOG.error("A listener failed after somebody came or went", e);
        }
      }
    }
  }
}
