package dev.baton.itests.map;

import com.hazelcast.core.HazelcastInstance;
import dev.baton.state.hazelcast.HazelcastHandoffMap;
import dev.baton.state.map.HandoffMap;
import dev.baton.state.map.HandoffMap.Part;
import dev.baton.state.map.OutcomeUnknownException;
import dev.baton.state.protocol.Answer;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.Request.Batch;
import dev.baton.state.protocol.Request.Change;
import dev.baton.state.protocol.Request.Create;
import dev.baton.state.protocol.ShardId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Number after number in the handoff map, per shard; each is one batch of all keys. */
final class Ledger {
  private static final int KEYS = 64;
  private static final int VALUE_BYTES = 2048;

  private static final long TOKEN = 17;

  private final HazelcastHandoffMap map;
  private final Way way;

  Ledger(HazelcastInstance member, Way way) {
    this.map = new HazelcastHandoffMap(member, Duration.ofSeconds(10), Duration.ofSeconds(1));
    this.way = way;
  }

  private static ShardId id(int shard) {
    return new ShardId("counter", shard);
  }

  /** Whether this member has the shard's primary. */
  boolean isHere(int shard) {
    return map.primaryIsHere(id(shard));
  }

  /** Writes a number; returns when it is acknowledged. */
  void write(int shard, int number, Runnable onUnknown) {
    Request request =
        number == 0
            ? new Create(UUID.randomUUID(), 1, TOKEN, 0, holder(), copies(shard), true, null)
            : new Batch(1, TOKEN, number, entries(number), false);
    if (!untilAnswered(shard, request, null, onUnknown).stands()) {
      throw new IllegalStateException("Refused number " + number + " of shard " + shard);
    }
  }

  private Copies copies(int shard) {
    boolean all = way != Way.FORGETS_THE_BACKUP;
    return Copies.first(TOKEN, all ? Set.copyOf(map.replicas(id(shard))) : Set.of(map.node()));
  }

  private Holder holder() {
    return new Holder(map.member(), "1.0.0");
  }

  private static List<Entry> entries(int number) {
    List<Entry> entries = new ArrayList<>();
    for (int key = 0; key < KEYS; key++) {
      byte[] value = ByteBuffer.allocate(VALUE_BYTES).putInt(number).array();
      entries.add(new Entry("numbers", new byte[] {(byte) key}, value, 1));
    }
    return entries;
  }

  private Answer untilAnswered(int shard, Request request, Copies copies, Runnable onUnknown) {
    while (true) {
      try {
        return await(map.send(id(shard), request, copies));
      } catch (OutcomeUnknownException e) {
        onUnknown.run();
        if (way == Way.BELIEVES_THE_HEADER && request instanceof Batch batch) {
          Header header = await(map.header(id(shard))).orElseThrow();
          if (header.sequence() == batch.sequence()) {
            return new Answer(Answer.Verdict.REPEATED, header);
          }
        }
      }
    }
  }

  /** The number that all keys of the shard carry, or -1 if they carry several. */
  int read(int shard) {
    Header header = await(map.header(id(shard))).orElseThrow();
    int number = (int) header.sequence();
    List<Entry> entries = new ArrayList<>();
    HandoffMap.Position next = null;
    do {
      Part part = await(map.read(id(shard), next, 100));
      entries.addAll(part.entries());
      next = part.next();
    } while (next != null);
    boolean whole =
        entries.size() == KEYS
            && entries.stream().allMatch(each -> ByteBuffer.wrap(each.value()).getInt() == number);
    return whole ? number : -1;
  }

  /** Takes the shard over and writes once more. */
  void goOn(int shard) {
    Header found = await(map.header(id(shard))).orElseThrow();
    Copies alone = found.copies().next(18, Set.of(map.node()));
    Change claim =
        new Change(Change.Kind.CLAIM, found.epoch(), found.token(), 2, 18, holder(), 0, null);
    Header claimed = untilAnswered(shard, claim, alone, () -> {}).header();
    int next = (int) claimed.sequence() + 1;
    Batch batch = new Batch(2, 18, next, entries(next), false);
    if (!untilAnswered(shard, batch, alone, () -> {}).stands()) {
      throw new IllegalStateException("Refused after a claim: " + claimed);
    }
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
