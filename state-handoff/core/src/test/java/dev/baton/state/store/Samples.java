package dev.baton.state.store;

import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.ShardId;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Headers and entries as short as tests want to say them. */
final class Samples {
  static final ShardId SHARD = new ShardId("counter", 3);
  static final UUID INCARNATION = new UUID(1, 1);
  static final UUID MEMBER = new UUID(2, 2);

  private Samples() {}

  static Header header(long epoch, long sequence) {
    return header(INCARNATION, epoch, sequence, true);
  }

  static Header incomplete(long epoch, long sequence) {
    return header(INCARNATION, epoch, sequence, false);
  }

  static Header header(UUID incarnation, long epoch, long sequence, boolean complete) {
    Holder holder = new Holder(MEMBER, "1.0.0");
    return new Header(
        incarnation, epoch, -epoch, sequence, holder, Copies.first(1, Set.of(MEMBER)), complete);
  }

  static Entry put(String key, String value) {
    return new Entry("counts", bytes(key), bytes(value), 1);
  }

  static Entry delete(String key) {
    return new Entry("counts", bytes(key), null, 1);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The entries of a shard as {@code table/key=value@schema}, a key being there once only. */
  static TreeMap<String, String> read(LocalStore store, ShardId shard) {
    TreeMap<String, String> found = new TreeMap<>();
    store.read(
        shard,
        entry -> {
          String key = entry.table() + "/" + text(entry.key());
          String value = text(entry.value()) + "@" + entry.schema();
          if (found.put(key, value) != null) {
            throw new AssertionError(key + " was read twice");
          }
        });
    return found;
  }

  static void await(CompletionStage<Void> stage) throws Exception {
    stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
