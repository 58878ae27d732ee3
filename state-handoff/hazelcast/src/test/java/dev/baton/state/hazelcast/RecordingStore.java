package dev.baton.state.hazelcast;

import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.store.LocalStore;
import dev.baton.state.store.StoreFailedException;
import dev.baton.state.store.StoredShard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A local store that writes nothing but notes what is queued, and writes when it is told to. */
final class RecordingStore implements LocalStore {
  private final List<String> queued = new ArrayList<>();
  private final Map<ShardId, Header> heads = new HashMap<>();
  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private boolean writing = true;
  private boolean closed;

  synchronized List<String> queued() {
    return List.copyOf(queued);
  }

  /** Whether what is queued is written at once. */
  synchronized void writing(boolean now) {
    writing = now;
    if (now) {
      waiting.forEach(each -> each.complete(null));
      waiting.clear();
    }
  }

  @Override
  public synchronized Header head(ShardId shard) {
    return heads.get(shard);
  }

  @Override
  public synchronized void disown(ShardId shard, Header header) {
    heads.remove(shard, header);
  }

  @Override
  public synchronized long append(ShardId shard, Header header, List<Entry> entries) {
    heads.put(shard, header);
    return queue("append " + header.sequence() + " +" + entries.size());
  }

  @Override
  public synchronized long begin(ShardId shard, Header header) {
    heads.put(shard, header);
    return queue("begin " + header.sequence());
  }

  @Override
  public long discard(String service, UUID incarnation) {
    return queue("discard " + service);
  }

  private synchronized long queue(String what) {
    if (closed) {
      throw new IllegalStateException("The store is closed");
    }
    queued.add(what);
    return queued.size();
  }

  @Override
  public CompletionStage<Void> written(long ticket) {
    return done("written " + ticket);
  }

  @Override
  public CompletionStage<Void> forced(long ticket) {
    return done("forced " + ticket);
  }

  private synchronized CompletionStage<Void> done(String asked) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (writing) {
      done.complete(null);
    } else {
      waiting.add(done);
      queued.add(asked);
    }
    return done;
  }

  @Override
  public Map<ShardId, Header> shards() {
    return Map.of();
  }

  @Override
  public void read(ShardId shard, Consumer<Entry> each) {}

  @Override
  public StoredShard open(ShardId shard) {
    throw new IllegalArgumentException("Nothing is stored of " + shard);
  }

  @Override
  public void record(String name, byte[] value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, byte[]> records(String prefix) {
    return Map.of();
  }

  @Override
  public Optional<StoreFailedException> failure() {
    return Optional.empty();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
