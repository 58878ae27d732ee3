package dev.baton.state.shard;

import static dev.baton.state.shard.ShardWorld.ID;
import static dev.baton.state.shard.ShardWorld.SOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.StateMap;
import dev.baton.state.StateUnavailableException;
import dev.baton.state.follower.Follower;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Request;
import dev.baton.state.shard.ShardWorld.Count;
import dev.baton.state.table.ShardTables;
import dev.baton.state.table.VersionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Writers that nobody drains race with flushes, a loading follower and the seal. */
@Timeout(60)
class ConcurrentHandOffTest {
  private static final int WRITERS = 4;

  private final ShardWorld world = new ShardWorld();
  private final VersionState one = world.version("1.0.0");
  private final VersionState two = world.version("2.0.0");
  private final StateMap<String, Long> oldCounts = world.first(one);
  private final StateMap<String, Count> newCounts = world.second(two);
  private final LocalShard shard = world.shard();

  @AfterEach
  void close() {
    shard.discard();
    world.close();
  }

  @RepeatedTest(20)
  void everyWriteIsHandedOverOrWasRefused() throws Exception {
    shard.create(one, UUID.randomUUID(), SOON);
    shard.open();
    Map<String, Long> accepted = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      long value = i;
      world.in(shard.tables(), () -> oldCounts.put("loaded" + value, value));
      accepted.put("loaded" + value, value);
    }
    shard.awaitSafe(shard.position(), SOON);
    List<Future<Map<String, Long>>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      String prefix = "w" + i + "-";
      writers.add(world.threads.submit(() -> writeUntilRefused(prefix)));
    }
    Follower follower = shard.follow(two, List.of());
    follower.load(n -> {});
    shard.close();
    HandOffOutcome outcome = shard.handOff(follower, SOON);
    assertTrue(outcome.moved(), outcome::toString);
    for (Future<Map<String, Long>> writer : writers) {
      accepted.putAll(writer.get());
    }
    Map<String, Long> found = new HashMap<>();
    world.in(
        shard.tables(),
        () -> {
          newCounts.forEach((key, count) -> found.put(key, count.value()));
          return null;
        });
    assertEquals(accepted, found);
    assertEquals(accepted.size(), world.map.entries(ID, "counts").size());
    assertNoUnitWasCut();
  }

  /** Writes, removes and units on keys of its own; returns what was accepted and is there. */
  private Map<String, Long> writeUntilRefused(String prefix) {
    ShardTables tables = shard.tables();
    Map<String, Long> accepted = new HashMap<>();
    Random random = new Random(ThreadLocalRandom.current().nextLong());
    for (long i = 0; ; i++) {
      String key = prefix + random.nextInt(50);
      long value = i;
      try {
        if (random.nextInt(4) == 0) {
          world.in(tables, () -> oldCounts.remove(key));
          accepted.remove(key);
        } else {
          world.in(tables, () -> oldCounts.merge(key, value, (old, next) -> next));
          accepted.put(key, value);
        }
        if (i % 50 == 0) {
          shard.awaitSafe(shard.position(), SOON);
          writeUnit(tables, prefix, value, accepted);
        }
      } catch (StateUnavailableException | NotSafeException sealed) {
        return accepted;
      }
    }
  }

  /** Of a unit that meets the seal a part may land: nobody drained it. */
  private void writeUnit(
      ShardTables tables, String prefix, long value, Map<String, Long> accepted) {
    world.inUnit(
        tables,
        one,
        () -> {
          for (String half : List.of("left", "right")) {
            oldCounts.put(prefix + half, value);
            accepted.put(prefix + half, value);
          }
        });
  }

  /** Before the seal both halves of a unit travel in one batch. */
  private void assertNoUnitWasCut() {
    List<Request.Batch> batches =
        world.map.applied().stream()
            .filter(Request.Batch.class::isInstance)
            .map(Request.Batch.class::cast)
            .toList();
    for (Request.Batch batch : batches.subList(0, batches.size() - 1)) {
      for (int i = 0; i < WRITERS; i++) {
        assertEquals(has(batch, "w" + i + "-left"), has(batch, "w" + i + "-right"));
      }
    }
  }

  private static boolean has(Request.Batch batch, String key) {
    return batch.entries().stream().map(Entry::key).anyMatch(k -> new String(k, UTF_8).equals(key));
  }
}
