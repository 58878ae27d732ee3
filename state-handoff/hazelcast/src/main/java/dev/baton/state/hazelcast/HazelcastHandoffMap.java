package dev.baton.state.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.executionservice.ExecutionService;
import com.hazelcast.spi.impl.operationservice.Operation;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import dev.baton.state.map.HandoffMap;
import dev.baton.state.map.OutcomeUnknownException;
import dev.baton.state.map.TooFewMembersException;
import dev.baton.state.protocol.Answer;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.Request.Batch;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.store.LocalStore;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The handoff map of a Hazelcast member that was prepared by {@link HandoffMapConfig}. */
public final class HazelcastHandoffMap implements HandoffMap {
  private final HazelcastInstance member;
  private final NodeEngine engine;
  private final Duration limit;

  /**
   * @param limit after how long without an answer an outcome is unknown; longer than the member's
   *     own time-outs for calls and backups, which say more precisely what was missing
   */
  public HazelcastHandoffMap(HazelcastInstance member, Duration limit) {
    this.member = member;
    this.engine = ((HazelcastInstanceProxy) member).getOriginal().node.getNodeEngine();
    this.limit = limit;
  }

  @Override
  public CompletionStage<Answer> send(ShardId shard, Request request) {
    return answered(
        () -> request.getClass().getSimpleName() + " of " + shard,
        () ->
            this.<Outcome>invoke(shard, new FencedOperation(shard, request))
                .thenCompose(outcome -> whenSafe(outcome, request)));
  }

  private CompletableFuture<Answer> whenSafe(Outcome outcome, Request request) {
    if (!outcome.queued()) {
      return CompletableFuture.completedFuture(outcome.answer());
    }
    boolean force = request instanceof Batch batch && batch.force();
    return written(outcome, force).thenApply(done -> outcome.answer());
  }

  private CompletableFuture<Void> written(Outcome outcome, boolean force) {
    if (outcome.primary().equals(member())) {
      LocalStore store = HandoffMapConfig.storeOf(member);
      long ticket = outcome.ticket();
      return (force ? store.forced(ticket) : store.written(ticket)).toCompletableFuture();
    }
    Member primary = engine.getClusterService().getMember(outcome.primary());
    if (primary == null) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(
              "Member " + outcome.primary() + " left before its store had written the request"));
    }
    return invoke(primary, new WrittenOperation(outcome.ticket(), force));
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
                .thenCompose(done -> tellStores(service, incarnation)));
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
