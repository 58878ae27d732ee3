package dev.baton.state.shard;

import dev.baton.state.map.HandoffMap;
import dev.baton.state.map.OutcomeUnknownException;
import dev.baton.state.protocol.Answer;
import dev.baton.state.protocol.Answer.Verdict;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Fence;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.ShardId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One copy of every shard, in memory, with switches for what can go wrong. */
public final class FakeMap implements HandoffMap {
  private record Key(String table, ByteBuffer key) {}

  private record From(int index) implements Position {}

  private static final class Copy {
    Header header;
    final Map<Key, Entry> entries = new LinkedHashMap<>();
  }

  private final UUID member = UUID.randomUUID();
  private final Map<ShardId, Copy> shards = new HashMap<>();
  private final Executor answers;
  private final List<Request> applied = new ArrayList<>();
  private Predicate<Request> lost = request -> false;
  private Predicate<Request> unanswered = request -> false;
  private Predicate<Request> held = request -> false;
  private final List<Runnable> late = new ArrayList<>();

  /** A map whose answers come on this executor's threads. */
  public FakeMap(Executor answers) {
    this.answers = answers;
  }

  /** Requests that never arrive; their outcome is unknown. */
  public synchronized void lose(Predicate<Request> which) {
    lost = which;
  }

  /** Requests that are applied and whose answers get lost. */
  public synchronized void loseAnswers(Predicate<Request> which) {
    unanswered = which;
  }

  /** Requests that wait until {@link #letGo}. */
  public synchronized void hold(Predicate<Request> which) {
    held = which;
  }

  /** Lets the requests through that were held. */
  public void letGo() {
    List<Runnable> now;
    synchronized (this) {
      held = request -> false;
      now = List.copyOf(late);
      late.clear();
    }
    now.forEach(Runnable::run);
  }

  /** Requests that are waiting. */
  public synchronized int waiting() {
    return late.size();
  }

  /** What was applied, in order. */
  public synchronized List<Request> applied() {
    return List.copyOf(applied);
  }

  /** The entries of a table of a shard. */
  public synchronized List<Entry> entries(ShardId shard, String table) {
    return shards.get(shard).entries.values().stream()
        .filter(entry -> entry.table().equals(table))
        .toList();
  }

  /** The header of a shard, or null. */
  public synchronized Header headerNow(ShardId shard) {
    Copy copy = shards.get(shard);
    return copy == null ? null : copy.header;
  }

  @Override
  public CompletionStage<Answer> send(ShardId shard, Request request, Copies copies) {
    CompletableFuture<Answer> result = new CompletableFuture<>();
    synchronized (this) {
      if (held.test(request)) {
        late.add(() -> answers.execute(() -> decide(shard, request, result)));
        return result;
      }
    }
    answers.execute(() -> decide(shard, request, result));
    return result;
  }

  private void decide(ShardId shard, Request request, CompletableFuture<Answer> result) {
    Answer answer;
    synchronized (this) {
      if (lost.test(request)) {
        answer = null;
      } else {
        answer = apply(shard, request);
        if (unanswered.test(request)) {
          answer = null;
        }
      }
    }
    if (answer == null) {
      result.completeExceptionally(new OutcomeUnknownException("No answer to " + request, null));
    } else {
      result.complete(answer);
    }
  }

  private Answer apply(ShardId shard, Request request) {
    Copy copy = shards.computeIfAbsent(shard, unused -> new Copy());
    Answer answer = Fence.decide(copy.header, null, request, null, member);
    if (answer.verdict() != Verdict.APPLIED) {
      return answer;
    }
    applied.add(request);
    copy.header = answer.header();
    if (request instanceof Request.Create) {
      copy.entries.clear();
    }
    if (request instanceof Request.Batch batch) {
      for (Entry entry : batch.entries()) {
        Key key = new Key(entry.table(), ByteBuffer.wrap(entry.key()));
        if (entry.value() == null) {
          copy.entries.remove(key);
        } else {
          copy.entries.put(key, entry);
        }
      }
    }
    return answer;
  }

  @Override
  public synchronized CompletionStage<Optional<Header>> header(ShardId shard) {
    return CompletableFuture.completedFuture(Optional.ofNullable(headerNow(shard)));
  }

  @Override
  public synchronized CompletionStage<Part> read(ShardId shard, Position position, int limit) {
    List<Entry> all = List.copyOf(shards.get(shard).entries.values());
    int from = position == null ? 0 : ((From) position).index();
    int to = Math.min(all.size(), from + limit);
    return CompletableFuture.completedFuture(
        new Part(all.subList(from, to), to == all.size() ? null : new From(to), headerNow(shard)));
  }

  @Override
  public synchronized CompletionStage<Void> discard(String service, UUID incarnation) {
    shards.keySet().removeIf(shard -> shard.service().equals(service));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Optional<Header>> header(ShardId shard, UUID node) {
    return header(shard);
  }

  @Override
  public List<UUID> replicas(ShardId shard) {
    return List.of(member);
  }

  @Override
  public AutoCloseable onMoved(Runnable moved) {
    return () -> {};
  }

  @Override
  public void copiesAt(Supplier<Pace> pace) {
    // it makes none
  }

  @Override
  public UUID node() {
    return member;
  }

  @Override
  public UUID member() {
    return member;
  }
}
