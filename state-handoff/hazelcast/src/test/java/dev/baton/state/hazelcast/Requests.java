package dev.baton.state.hazelcast;

import dev.baton.state.map.HandoffMap;
import dev.baton.state.map.HandoffMap.Part;
import dev.baton.state.map.OutcomeUnknownException;
import dev.baton.state.protocol.Answer;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.Request.Batch;
import dev.baton.state.protocol.Request.Create;
import dev.baton.state.protocol.ShardId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Requests of a shard at its first epoch, and what came of them. */
final class Requests {
  static final long TOKEN = 4711;
  static final UUID NODE = new UUID(0, 1);

  private Requests() {}

  static Create create(UUID incarnation) {
    return create(incarnation, Set.of(NODE));
  }

  static Create create(UUID incarnation, Collection<UUID> nodes) {
    Holder holder = new Holder(new UUID(1, 2), "1.0.0");
    Copies copies = Copies.first(TOKEN, Set.copyOf(nodes));
    return new Create(incarnation, 1, TOKEN, 0, holder, copies, true, null);
  }

  static Batch batch(long sequence, Entry... entries) {
    return new Batch(1, TOKEN, sequence, List.of(entries), false);
  }

  static Entry entry(String key, String value) {
    return new Entry("counts", bytes(key), value == null ? null : bytes(value), 1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Sends a request again until its outcome is known: a member that just joined confirms late. */
  static Answer answer(HandoffMap map, ShardId shard, Request request) {
    return answer(map, shard, request, null);
  }

  static Answer answer(HandoffMap map, ShardId shard, Request request, Copies copies) {
    OutcomeUnknownException unknown = null;
    for (int attempt = 0; attempt < 10; attempt++) {
      try {
        return await(map.send(shard, request, copies));
      } catch (OutcomeUnknownException e) {
        unknown = e;
      }
    }
    throw unknown;
  }

  static Map<String, String> contents(HandoffMap map, ShardId shard) {
    List<Entry> all = new ArrayList<>();
    Part part = await(map.read(shard, null, 100));
    all.addAll(part.entries());
    while (part.next() != null) {
      part = await(map.read(shard, part.next(), 100));
      all.addAll(part.entries());
    }
    return byKey(all);
  }

  static Map<String, String> byKey(List<Entry> entries) {
    return entries.stream()
        .collect(
            Collectors.toMap(
                each -> new String(each.key(), StandardCharsets.UTF_8),
                each -> new String(each.value(), StandardCharsets.UTF_8)));
  }

  static Set<String> tables(List<Entry> entries) {
    return entries.stream().map(Entry::table).collect(Collectors.toSet());
  }

  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
