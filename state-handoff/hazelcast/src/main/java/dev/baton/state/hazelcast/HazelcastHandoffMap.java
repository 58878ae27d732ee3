package dev.baton.state.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.partition.InternalPartition;
import com.hazelcast.internal.partition.PartitionReplica;
import com.hazelcast.internal.partition.impl.InternalPartitionServiceImpl;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.partition.MigrationListener;
import com.hazelcast.partition.MigrationState;
import com.hazelcast.partition.ReplicaMigrationEvent;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.executionservice.ExecutionService;
import com.hazelcast.spi.impl.operationservice.Operation;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import dev.baton.state.map.HandoffMap;
import dev.baton.state.map.OutcomeUnknownException;
import dev.baton.state.map.TooFewMembersException;
import dev.baton.state.protocol.Answer;
import dev.baton.state.protocol.Answer.Verdict;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.ShardId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The handoff map of a Hazelcast member that was prepared by {@link HandoffMapConfig}. */
public final class HazelcastHandoffMap implements HandoffMap {
  private final HazelcastInstance member;
  private final NodeEngine engine;
  private final Site site;
  private final int backups;
  private final Duration limit;
  private final Duration confirmedWithin;

  /**
   * @param limit after how long without an answer an outcome is unknown; longer than the member's
   *     own time-out for calls, which says more precisely what was missing
   * @param confirmedWithin after how long without a word of a copy an outcome is unknown; shorter
   */
  public HazelcastHandoffMap(HazelcastInstance member, Duration limit, Duration confirmedWithin) {
    this.member = member;
    this.engine = ((HazelcastInstanceProxy) member).getOriginal().node.getNodeEngine();
    this.site = Site.of(member);
    this.backups = HandoffMapConfig.backups(member.getConfig());
    this.limit = limit;
    this.confirmedWithin = confirmedWithin;
  }

  @Override
  public CompletionStage<Answer> send(ShardId shard, Request request, Copies copies) {
    return answered(
        () -> request.getClass().getSimpleName() + " of " + shard,
        () ->
            this.<Outcome>invoke(shard, new FencedOperation(shard, request, copies, member()))
                .thenCompose(outcome -> whenSafe(shard, outcome.answer())));
  }

  private CompletableFuture<Answer> whenSafe(ShardId shard, Answer answer) {
    if (answer.verdict() == Verdict.BEHIND) {
      throw new OutcomeUnknownException(
          "The store of the primary of " + shard + " has something later than " + answer.header(),
          null);
    }
    if (!answer.stands()) {
      return CompletableFuture.completedFuture(answer);
    }
    return site.confirmations()
        .all(shard, answer.header())
        .orTimeout(confirmedWithin.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            late -> {
              throw new OutcomeUnknownException(
                  "Not stored within "
                      + confirmedWithin.toMillis()
                      + " ms on "
                      + names(site.confirmations().missing(shard, answer.header()))
                      + ": "
                      + shard
                      + " at "
                      + answer.header().sequence(),
                  late);
            })
        .thenApply(all -> answer);
  }

  /** Nodes by the names that their members say, or their ids. */
  private String names(Set<UUID> nodes) {
    return nodes.stream()
        .map(
            node ->
                memberOf(node).map(each -> each.getAttribute("baton.name")).orElse(node.toString()))
        .collect(Collectors.joining(", "));
  }

  private Optional<Member> memberOf(UUID node) {
    return engine.getClusterService().getMembers().stream()
        .filter(each -> node.equals(Site.nodeOf(each)))
        .findFirst();
  }

  @Override
  public CompletionStage<Optional<Header>> header(ShardId shard) {
    return answered(
        () -> "reading the header of " + shard,
        () ->
            this.<HeaderFound>invoke(shard, new HeaderOperation(shard))
                .thenApply(found -> Optional.ofNullable(found.header())));
  }

  @Override
  public CompletionStage<Optional<Header>> header(ShardId shard, UUID node) {
    return answered(
        () -> "reading the header of " + shard + " on " + node,
        () ->
            memberOf(node)
                .map(each -> headerAt(shard, each))
                .orElseGet(
                    () ->
                        CompletableFuture.failedFuture(
                            new IllegalStateException("Node " + node + " is not here"))));
  }

  private CompletableFuture<Optional<Header>> headerAt(ShardId shard, Member at) {
    return this.<HeaderFound>invoke(at, new CopyHeaderOperation(shard, partitionOf(shard)))
        .thenApply(found -> Optional.ofNullable(found.header()));
  }

  @Override
  public List<UUID> replicas(ShardId shard) {
    // Spreads the partitions over the members if nobody has asked where they are before.
    engine.getPartitionService().getPartitionOwner(partitionOf(shard));
    InternalPartition partition =
        (InternalPartition) engine.getPartitionService().getPartition(partitionOf(shard));
    List<UUID> nodes = new ArrayList<>();
    for (int i = 0; i <= backups; i++) {
      PartitionReplica replica = partition.getReplica(i);
      Member at = replica == null ? null : engine.getClusterService().getMember(replica.uuid());
      UUID node = at == null ? null : Site.nodeOf(at);
      if (node != null) {
        nodes.add(node);
      } else if (i == 0) {
        return List.of();
      }
    }
    return nodes;
  }

  @Override
  public AutoCloseable onMoved(Runnable moved) {
    UUID migrations = member.getPartitionService().addMigrationListener(new Moved(moved));
    UUID losses = member.getPartitionService().addPartitionLostListener(lost -> moved.run());
    return () -> {
      member.getPartitionService().removeMigrationListener(migrations);
      member.getPartitionService().removePartitionLostListener(losses);
    };
  }

  private record Moved(Runnable moved) implements MigrationListener {
    @Override
    public void migrationStarted(MigrationState state) {}

    @Override
    public void migrationFinished(MigrationState state) {
      moved.run();
    }

    @Override
    public void replicaMigrationCompleted(ReplicaMigrationEvent event) {
      moved.run();
    }

    @Override
    public void replicaMigrationFailed(ReplicaMigrationEvent event) {
      moved.run();
    }
  }

  @Override
  public void copiesAt(Supplier<Pace> pace) {
    CopyPace copies = new CopyPace(pace);
    ((InternalPartitionServiceImpl) engine.getPartitionService()).setMigrationInterceptor(copies);
    member.getCluster().addMembershipListener(copies);
  }

  @Override
  public UUID node() {
    return site.node();
  }

  @Override
  public CompletionStage<Part> read(ShardId shard, Position position, int limit) {
    Cursor from = position == null ? Cursor.START : (Cursor) position;
    return answered(
        () -> "reading " + shard,
        () ->
            this.<EntriesFound>invoke(shard, new ReadOperation(shard, from, limit))
                .thenApply(EntriesFound::part));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The map is destroyed unless its first shard says that it belongs to another incarnation.
   */
  @Override
  public CompletionStage<Void> discard(String service, UUID incarnation) {
    ShardId first = new ShardId(service, 0);
    return answered(
        () -> "discarding " + service,
        () ->
            header(first)
                .toCompletableFuture()
                .thenCompose(
                    found ->
                        found.isEmpty() || found.get().incarnation().equals(incarnation)
                            ? destroy(service)
                            : CompletableFuture.completedFuture(null))
                .thenCompose(done -> tellStores(service, incarnation))
                .thenRun(() -> site.confirmations().forget(service)));
  }

  private CompletableFuture<Void> destroy(String service) {
    return CompletableFuture.runAsync(
        () -> member.getMap(HandoffMapConfig.mapOf(service)).destroy(),
        engine.getExecutionService().getExecutor(ExecutionService.ASYNC_EXECUTOR));
  }

  private CompletableFuture<Void> tellStores(String service, UUID incarnation) {
    return CompletableFuture.allOf(
        engine.getClusterService().getMembers().stream()
            .map(each -> invoke(each, new DiscardOperation(service, incarnation)))
            .toArray(CompletableFuture<?>[]::new));
  }

  @Override
  public UUID member() {
    return engine.getLocalMember().getUuid();
  }

  /**
   * Whether another node of the copy set has told this member, which holds the shard, that it has
   * stored this header and all that came with it.
   */
  public boolean isStoredElsewhere(ShardId shard, Header header) {
    return site.confirmations().isElsewhere(shard, header, site.node());
  }

  /** Whether this member has the primary copy of a shard now: then a request need not travel. */
  public boolean primaryIsHere(ShardId shard) {
    return engine.getPartitionService().isPartitionOwner(partitionOf(shard));
  }

  private int partitionOf(ShardId shard) {
    return engine.getPartitionService().getPartitionId(MapRecords.partitionKey(shard));
  }

  private <T> CompletableFuture<T> invoke(ShardId shard, Operation operation) {
    return passedOn(
        engine
            .getOperationService()
            .invokeOnPartitionAsync(MapService.SERVICE_NAME, operation, partitionOf(shard)));
  }

  private <T> CompletableFuture<T> invoke(Member target, Operation operation) {
    return passedOn(
        engine
            .getOperationService()
            .invokeOnTargetAsync(MapService.SERVICE_NAME, operation, target.getAddress()));
  }

  /**
   * What is chained to Hazelcast's own futures goes on in a shared pool, or on a new thread each
   * time where there are two cores; what is chained to this one goes on where the answer arrives.
   */
  private static <T> CompletableFuture<T> passedOn(CompletableFuture<T> invocation) {
    CompletableFuture<T> passed = new CompletableFuture<>();
    CompletableFuture<T> unused =
        invocation.whenCompleteAsync(
            (result, failure) -> {
              if (failure == null) {
                passed.complete(result);
              } else {
                passed.completeExceptionally(failure);
              }
            },
            Runnable::run);
    return passed;
  }

  private <T> CompletionStage<T> answered(
      Supplier<String> what, Supplier<CompletableFuture<T>> question) {
    CompletableFuture<T> answer;
    try {
      answer = question.get();
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return answer
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            failure -> {
              throw translated(what.get(), failure);
            });
  }

  private RuntimeException translated(String what, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof OutcomeUnknownException unknown) {
      return unknown;
    }
    if (cause instanceof SplitBrainProtectionException) {
      return new TooFewMembersException(
          "Refused "
              + what
              + ": too few members are here ("
              + cause.getMessage()
              + "); nothing was applied",
          cause);
    }
    return new OutcomeUnknownException(
        "No answer to "
            + what
            + ": "
            + cause.getClass().getSimpleName()
            + "; it may stand or not, now or later",
        cause);
  }
}
