package dev.baton.state.shard;

import static dev.baton.state.shard.ShardWorld.ID;
import static dev.baton.state.shard.ShardWorld.SOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.Durability;
import dev.baton.state.StateMap;
import dev.baton.state.TableSpec;
import dev.baton.state.follower.Follower;
import dev.baton.state.protocol.Request;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a reply waits for, by the durability of the table that its call wrote. */
@Timeout(60)
class DurabilityTest {
  private static final int MANY = 500;

  private final ShardWorld world = new ShardWorld();
  private final VersionState one = world.version("1.0.0");
  private final VersionState two = world.version("2.0.0");
  private final StateMap<String, Long> safe = table(one, "safe", Durability.REPLICATED);
  private final StateMap<String, Long> quick = table(one, "quick", Durability.ASYNC);
  private final StateMap<String, Long> forced = table(one, "forced", Durability.DISK);
  private final StateMap<String, Long> quickLater = table(two, "quick", Durability.ASYNC);
  private final LocalShard shard = world.shard();

  private static StateMap<String, Long> table(
      VersionState version, String name, Durability durability) {
    return version.api().map(TableSpec.of(name, String.class, Long.class).durability(durability));
  }

  @BeforeEach
  void create() {
    table(two, "safe", Durability.REPLICATED);
    table(two, "forced", Durability.DISK);
    one.closeDeclarations();
    two.closeDeclarations();
    shard.create(one, UUID.randomUUID(), SOON);
    shard.open();
  }

  @AfterEach
  void close() {
    shard.discard();
    world.close();
  }

  @Test
  void onlyADiskTablesBatchAsksToBeForced() {
    world.call(shard, () -> safe.put("a", 1L));
    assertFalse(lastBatch().force());
    world.call(shard, () -> forced.put("a", 1L));
    assertTrue(lastBatch().force());
    world.call(shard, () -> safe.put("a", 2L));
    assertFalse(lastBatch().force());
  }

  @Test
  void aDiskWritesReplyWaitsForItsBatch() {
    world.map.hold(request -> request instanceof Request.Batch);
    world.in(shard.tables(), () -> forced.put("a", 1L));
    Duration moment = Duration.ofMillis(50);
    assertThrows(NotSafeException.class, () -> shard.awaitSafe(shard.position(), moment));
    world.map.letGo();
    shard.awaitSafe(shard.position(), SOON);
    assertEquals(1, world.map.entries(ID, "forced").size());
  }

  @Test
  void anAsyncWritesReplyLeavesAtOnceAndItsBatchFollowsByItself() {
    world.map.hold(request -> request instanceof Request.Batch);
    world.call(shard, () -> quick.put("a", 1L));
    ShardWorld.eventually(() -> world.map.waiting() == 1);
    assertTrue(shard.lag().toNanos() > 0);
    world.map.letGo();
    ShardWorld.eventually(() -> world.map.entries(ID, "quick").size() == 1);
    ShardWorld.eventually(() -> shard.lag().isZero());
  }

  @Test
  void aLostAsyncBatchIsSentUntilItIsThere() {
    world.map.lose(request -> request instanceof Request.Batch);
    world.call(shard, () -> quick.put("a", 1L));
    ShardWorld.eventually(() -> shard.lag().toMillis() > 30);
    world.map.lose(request -> false);
    ShardWorld.eventually(() -> world.map.entries(ID, "quick").size() == 1);
  }

  @Test
  void aMemberThatIsOutSendsNothing() {
    world.isIn = false;
    world.call(shard, () -> quick.put("a", 1L));
    ShardWorld.eventually(() -> shard.unsafeEntries() == 1 && shard.lag().toMillis() > 100);
    assertEquals(0, world.map.entries(ID, "quick").size());
    world.isIn = true;
    ShardWorld.eventually(() -> world.map.entries(ID, "quick").size() == 1);
  }

  @Test
  void aHandOffTakesAlongWhatWasWrittenAMomentBefore() {
    Follower follower = shard.follow(two, List.of());
    follower.load(n -> {});
    for (int i = 0; i < MANY; i++) {
      String key = "k" + i;
      world.in(shard.tables(), () -> quick.put(key, 1L));
    }
    shard.close();
    assertTrue(shard.handOff(follower, SOON).moved());
    assertEquals(MANY, world.map.entries(ID, "quick").size());
    assertEquals(MANY, world.in(shard.tables(), quickLater::size));
  }

  private Request.Batch lastBatch() {
    List<Request> applied = world.map.applied();
    return (Request.Batch) applied.get(applied.size() - 1);
  }
}
