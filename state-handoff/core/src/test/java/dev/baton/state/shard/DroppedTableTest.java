package dev.baton.state.shard;

import static dev.baton.state.shard.ShardWorld.ID;
import static dev.baton.state.shard.ShardWorld.SOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.StateMap;
import dev.baton.state.TableSpec;
import dev.baton.state.follower.Follower;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.table.VersionState;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A table that the newer version drops: carried along until the finish, then deleted. */
@Timeout(60)
class DroppedTableTest {
  private final ShardWorld world = new ShardWorld();
  private final VersionState one = world.version("1.0.0");
  private final VersionState two = world.version("2.0.0");
  private final StateMap<String, Long> old =
      one.api().map(TableSpec.of("old", String.class, Long.class));
  private final StateMap<String, Long> oldCounts = world.first(one);
  private StateMap<String, ShardWorld.Count> newCounts;
  private final LocalShard shard = world.shard();

  @BeforeEach
  void serveWithOneEntryInEach() {
    two.api().dropped("old");
    newCounts = world.second(two);
    shard.create(one, UUID.randomUUID(), SOON);
    shard.open();
    world.call(shard, () -> old.put("a", 7L));
    world.call(shard, () -> oldCounts.put("a", 1L));
  }

  @AfterEach
  void close() {
    shard.discard();
    world.close();
  }

  @Test
  void itComesBackIfTheShardGoesBackBeforeTheFinish() {
    handOff(two);
    world.call(shard, () -> newCounts.put("a", new ShardWorld.Count(2, "new")));
    assertEquals(1, world.map.entries(ID, "old").size());
    handOff(one);
    assertEquals(7L, world.call(shard, () -> old.get("a")));
    world.call(shard, () -> old.put("a", 8L));
    handOff(two);
    handOff(one);
    assertEquals(8L, world.call(shard, () -> old.get("a")));
  }

  @Test
  void theFinishDeletesItAndNothingElse() {
    handOff(two);
    assertEquals(2, shard.outdated());
    assertEquals(2, shard.reencode(1_000_000, () -> false, n -> {}, SOON));
    assertEquals(0, shard.outdated());
    assertTrue(world.map.entries(ID, "old").isEmpty());
    assertEquals(1, world.map.entries(ID, "counts").size());
    handOff(one);
    assertNull(world.call(shard, () -> old.get("a")));
    assertEquals(1L, world.call(shard, () -> oldCounts.get("a")));
  }

  @Test
  void aRestartBeforeTheFinishCarriesItOn() {
    handOff(two);
    Header header = world.map.headerNow(ID);
    List<Entry> stored =
        List.of(world.map.entries(ID, "old").get(0), world.map.entries(ID, "counts").get(0));
    world.map.discard("counter", header.incarnation());
    LocalShard restarted = world.shard();
    restarted.restore(two, header, null, stored::forEach, List.of(one), n -> {}, SOON);
    assertEquals(1, world.map.entries(ID, "old").size());
    Follower follower = restarted.follow(one, List.of(two));
    follower.load(n -> {});
    restarted.close();
    assertTrue(restarted.handOff(follower, SOON).moved());
    assertEquals(7L, world.call(restarted, () -> old.get("a")));
    restarted.discard();
  }

  private void handOff(VersionState to) {
    Follower follower = shard.follow(to, List.of(one, two));
    follower.load(n -> {});
    shard.close();
    assertTrue(shard.handOff(follower, SOON).moved());
  }
}
