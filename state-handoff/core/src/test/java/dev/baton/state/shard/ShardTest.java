package dev.baton.state.shard;

import static dev.baton.state.shard.ShardWorld.ID;
import static dev.baton.state.shard.ShardWorld.SOON;
import static dev.baton.state.shard.ShardWorld.eventually;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.StateMap;
import dev.baton.state.StateUnavailableException;
import dev.baton.state.follower.Follower;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Phase;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.Request.Change;
import dev.baton.state.shard.ShardWorld.Count;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShardTest {
  private final ShardWorld world = new ShardWorld();
  private final VersionState one = world.version("1.0.0");
  private final VersionState two = world.version("2.0.0");
  private final StateMap<String, Long> oldCounts = world.first(one);
  private final StateMap<String, Count> newCounts = world.second(two);
  private final LocalShard shard = world.shard();

  @BeforeEach
  void create() {
    shard.create(one, UUID.randomUUID(), SOON);
    shard.open();
  }

  @AfterEach
  void close() {
    shard.discard();
    world.close();
  }

  private Follower followed() {
    Follower follower = shard.follow(two, List.of());
    follower.load(n -> {});
    return follower;
  }

  private void put(String key, long value) {
    world.call(shard, () -> oldCounts.put(key, value));
  }

  @Test
  void aNewShardIsSeededBeforeItOpens() {
    assertEquals(List.of("created 1.0.0", "open 1.0.0"), world.events);
    assertEquals(Phase.SERVING, shard.phase());
  }

  @Test
  void aReplyLeavesWhenItsWriteIsInTheMap() {
    put("a", 1);
    assertEquals(1, world.map.entries(ID, "counts").size());
    assertEquals(0, shard.unsafeEntries());
  }

  @Test
  void anUnansweredBatchIsSentAgainUntilItIsAnswered() {
    AtomicInteger failures = new AtomicInteger(3);
    world.map.loseAnswers(r -> r instanceof Request.Batch && failures.getAndDecrement() > 0);
    put("a", 1);
    assertEquals(1, batches());
  }

  @Test
  void aLostBatchIsUnknownToItsCallerAndSafeLater() {
    world.map.lose(r -> r instanceof Request.Batch);
    world.in(shard.tables(), () -> oldCounts.put("a", 1L));
    long position = shard.position();
    NotSafeException unknown =
        assertThrows(
            NotSafeException.class, () -> shard.awaitSafe(position, Duration.ofMillis(20)));
    assertTrue(unknown.getMessage().contains("stands or not"), unknown.getMessage());
    world.map.lose(r -> false);
    shard.awaitSafe(position, SOON);
    assertTrue(shard.safe(position));
  }

  @Test
  void aCopySetThatChangesWhileBatchesAreTakenTakesNothingFromThem() {
    AtomicBoolean over = new AtomicBoolean();
    Future<?> changes =
        world.threads.submit(
            () -> {
              while (!over.get()) {
                shard.copiesChanged();
              }
            });
    for (int i = 0; i < 2000; i++) {
      put("key " + i, i);
    }
    over.set(true);
    assertDoesNotThrow(() -> changes.get());
    assertEquals(2000, world.map.entries(ID, "counts").size());
  }

  @Test
  void aNodeWithoutALeaseAnswersNothing() {
    put("a", 1);
    world.mayAnswer = false;
    assertFalse(shard.safe(shard.position()));
    NotSafeException silent =
        assertThrows(NotSafeException.class, () -> world.call(shard, () -> oldCounts.get("a")));
    assertTrue(silent.getMessage().contains("majority"), silent.getMessage());
    world.mayAnswer = true;
    assertEquals(1L, world.call(shard, () -> oldCounts.get("a")));
  }

  @Test
  void aRefusedHolderIsReplacedAtOnce() {
    var header = shard.header().orElseThrow();
    world.map.send(
        ID,
        new Change(
            Change.Kind.CLAIM,
            header.epoch(),
            header.token(),
            header.epoch() + 1,
            7,
            new dev.baton.state.protocol.Holder(UUID.randomUUID(), "1.0.0"),
            0,
            null),
        null);
    eventually(() -> world.map.headerNow(ID).token() == 7);
    assertThrows(ReplacedException.class, () -> put("a", 1));
    eventually(() -> world.events.contains("replaced"));
    assertTrue(world.events.indexOf("close") < world.events.indexOf("replaced"));
    assertNull(shard.tables());
  }

  @Test
  void aHandOffMovesEveryValueToTheNewVersion() {
    put("a", 1);
    put("b", 2);
    Follower follower = followed();
    put("b", 3);
    shard.close();
    HandOffOutcome outcome = shard.handOff(follower, SOON);
    assertTrue(outcome.moved(), () -> outcome.toString());
    assertSame(follower.tables(), shard.tables());
    assertEquals(new Count(1, "up"), world.call(shard, () -> newCounts.get("a")));
    assertEquals(new Count(3, "up"), world.call(shard, () -> newCounts.get("b")));
    assertEquals("2.0.0", world.map.headerNow(ID).holder().version());
    assertEquals(
        List.of("created 1.0.0", "open 1.0.0", "close", "tookOver 2.0.0", "open 2.0.0"),
        world.events);
  }

  @Test
  void theOldVersionsTablesRefuseAfterTheHandOffAndNameTheHolder() {
    Follower follower = followed();
    var old = shard.tables();
    shard.close();
    shard.handOff(follower, SOON);
    StateUnavailableException refused =
        assertThrows(
            StateUnavailableException.class, () -> world.in(old, () -> oldCounts.put("a", 1L)));
    assertTrue(refused.getMessage().contains("2.0.0"), refused.getMessage());
  }

  @Test
  void writesAfterAHandOffBecomeSafe() {
    put("a", 1);
    Follower follower = followed();
    shard.close();
    shard.handOff(follower, SOON);
    world.call(shard, () -> newCounts.put("a", new Count(5, "new")));
    Entry entry = world.map.entries(ID, "counts").get(0);
    assertEquals(2, entry.schema());
  }

  @Test
  void aFailingTookOverGivesTheShardBackWithoutItsWrites() {
    put("a", 1);
    Follower follower = followed();
    world.callback =
        (tables, created) -> {
          if (tables.version() == two) {
            newCounts.put("a", new Count(99, "nonsense"));
            throw new IllegalStateException("not today");
          }
        };
    shard.close();
    HandOffOutcome outcome = shard.handOff(follower, SOON);
    assertFalse(outcome.moved());
    assertTrue(outcome.reason().contains("not today"), outcome.reason());
    assertEquals(Phase.SERVING, shard.phase());
    assertEquals(1L, world.call(shard, () -> oldCounts.get("a")));
    put("a", 2);
    assertEquals("1.0.0", world.map.headerNow(ID).holder().version());
    assertEquals(1, world.map.entries(ID, "counts").get(0).schema());
  }

  @Test
  void anUnansweredCommitThatStandsGoesForward() {
    Follower follower = followed();
    world.map.loseAnswers(
        r -> r instanceof Change change && change.kind() == Change.Kind.COMMIT && stalls());
    shard.close();
    HandOffOutcome outcome = shard.handOff(follower, Duration.ofMillis(50));
    assertTrue(outcome.moved(), () -> outcome.toString());
    assertEquals("2.0.0", world.map.headerNow(ID).holder().version());
  }

  private final AtomicInteger stalls = new AtomicInteger();

  /** The first answers get lost, for longer than the hand-off may take. */
  private boolean stalls() {
    return stalls.incrementAndGet() < 40;
  }

  @Test
  void aCommitThatNeverArrivedIsRaisedOver() {
    put("a", 1);
    Follower follower = followed();
    world.map.lose(r -> r instanceof Change change && change.kind() == Change.Kind.COMMIT);
    shard.close();
    HandOffOutcome outcome = shard.handOff(follower, Duration.ofMillis(50));
    assertFalse(outcome.moved());
    assertTrue(outcome.reason().contains("50 ms"), outcome.reason());
    assertEquals("1.0.0", world.map.headerNow(ID).holder().version());
    put("a", 2);
    assertEquals(3, world.map.headerNow(ID).epoch());
  }

  @Test
  void aLastBatchThatIsNotAnsweredInTimeLeavesTheOldVersionServing() {
    Follower follower = followed();
    world.in(shard.tables(), () -> oldCounts.put("a", 1L));
    world.map.hold(r -> r instanceof Request.Batch);
    shard.close();
    HandOffOutcome outcome = shard.handOff(follower, Duration.ofMillis(50));
    assertFalse(outcome.moved());
    assertEquals("open 1.0.0", world.events.get(world.events.size() - 1));
    world.map.letGo();
    put("b", 2);
    assertEquals(2, world.map.entries(ID, "counts").size());
  }

  @Test
  void aBatchUnderWayAtTheSealIsFollowedByTheLast() throws Exception {
    Follower follower = followed();
    world.map.hold(r -> r instanceof Request.Batch);
    world.in(shard.tables(), () -> oldCounts.put("a", 1L));
    Future<?> reply = world.threads.submit(() -> shard.awaitSafe(shard.position(), SOON));
    eventually(() -> world.map.waiting() == 1);
    world.in(shard.tables(), () -> oldCounts.put("b", 2L));
    shard.close();
    Future<HandOffOutcome> outcome = world.threads.submit(() -> shard.handOff(follower, SOON));
    eventually(() -> shard.phase() == Phase.SEALED);
    world.map.letGo();
    assertTrue(outcome.get().moved());
    reply.get();
    assertEquals(new Count(2, "up"), world.call(shard, () -> newCounts.get("b")));
  }

  @Test
  void aRestartedNodeFindsWhatWasAcknowledged() {
    put("a", 1);
    put("b", 2);
    List<Entry> stored = world.map.entries(ID, "counts");
    var header = world.map.headerNow(ID);
    world.map.discard("counter", header.incarnation());
    LocalShard restarted = world.shard();
    restarted.restore(one, header, null, stored::forEach, List.of(), n -> {}, SOON);
    assertEquals(2L, world.call(restarted, () -> oldCounts.get("b")));
    assertEquals(3, world.map.headerNow(ID).epoch());
    assertEquals(2, world.map.entries(ID, "counts").size());
    assertTrue(world.map.headerNow(ID).complete());
    world.call(restarted, () -> oldCounts.merge("b", 1L, Long::sum));
    restarted.discard();
  }

  @Test
  void aTookOverThatFailsWhereNobodyElseCouldServeIsToldAndTheShardServes() {
    put("a", 1);
    Header header = world.map.headerNow(ID);
    shard.discard();
    LocalShard restarted = world.shard();
    world.callback =
        (tables, created) -> {
          throw new IllegalStateException("no index");
        };
    restarted.claim(one, header, List.of(), n -> {}, () -> {}, SOON);
    assertEquals(Optional.of("no index"), restarted.takeOverFailure());
    assertEquals(1L, world.call(restarted, () -> oldCounts.get("a")));
    world.callback = (tables, created) -> {};
    Follower follower = restarted.follow(two, List.of());
    follower.load(n -> {});
    restarted.close();
    assertTrue(restarted.handOff(follower, SOON).moved());
    assertEquals(Optional.empty(), restarted.takeOverFailure());
    restarted.discard();
  }

  @Test
  void anOlderVersionReadsByANewerOneWhatThatHasWritten() {
    Follower follower = followed();
    shard.close();
    shard.handOff(follower, SOON);
    world.call(shard, () -> newCounts.put("a", new Count(5, "new")));
    var header = world.map.headerNow(ID);
    shard.discard();
    LocalShard restarted = world.shard();
    restarted.claim(one, header, List.of(two), n -> {}, () -> {}, SOON);
    assertEquals(5L, world.call(restarted, () -> oldCounts.get("a")));
    assertEquals(1, restarted.outdated());
    restarted.discard();
  }

  @Test
  void withoutTheNewerVersionItsEntriesCannotBeRead() {
    Follower follower = followed();
    shard.close();
    shard.handOff(follower, SOON);
    world.call(shard, () -> newCounts.put("a", new Count(5, "new")));
    LocalShard restarted = world.shard();
    var header = world.map.headerNow(ID);
    var unreadable =
        assertThrows(
            dev.baton.state.migration.UnreadableStateException.class,
            () -> restarted.claim(one, header, List.of(), n -> {}, () -> {}, SOON));
    assertTrue(unreadable.getMessage().contains("schema 2"), unreadable.getMessage());
    restarted.discard();
  }

  @Test
  void finishingWritesOldSchemasAgain() {
    for (int i = 0; i < 1000; i++) {
      String key = "k" + i;
      long value = i;
      world.in(shard.tables(), () -> oldCounts.put(key, value));
    }
    shard.awaitSafe(shard.position(), SOON);
    Follower follower = followed();
    shard.close();
    shard.handOff(follower, SOON);
    assertEquals(1000, shard.outdated());
    assertEquals(1000, shard.reencode(1_000_000, () -> false, n -> {}, SOON));
    assertEquals(0, shard.outdated());
    assertTrue(world.map.entries(ID, "counts").stream().allMatch(e -> e.schema() == 2));
  }

  @Test
  void aHandOffThatWasGivenUpLetsTheOldVersionTakeOverAgain() {
    shard.close();
    shard.giveUp();
    assertEquals(List.of("close", "tookOver 1.0.0", "open 1.0.0"), world.events.subList(2, 5));
    put("a", 1);
  }

  @Test
  void nothingWaitsForItselfInsideAUnit() {
    assertThrows(
        IllegalStateException.class,
        () ->
            world.in(
                shard.tables(),
                () ->
                    one.api()
                        .atomically(
                            "a",
                            () -> {
                              oldCounts.put("a", 1L);
                              shard.awaitSafe(shard.position(), SOON);
                              return null;
                            })));
  }

  private long batches() {
    return world.map.applied().stream().filter(r -> r instanceof Request.Batch).count();
  }
}
