package dev.baton.state.hazelcast;

import static dev.baton.state.hazelcast.Requests.answer;
import static dev.baton.state.hazelcast.Requests.await;
import static dev.baton.state.hazelcast.Requests.batch;
import static dev.baton.state.hazelcast.Requests.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import dev.baton.state.map.OutcomeUnknownException;
import dev.baton.state.map.TooFewMembersException;
import dev.baton.state.protocol.Answer;
import dev.baton.state.protocol.Answer.Verdict;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.Request.Create;
import dev.baton.state.protocol.ShardId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TwoMembersTest {
  private static final int SHARDS = 31;

  private final Members members = new Members();
  private final UUID incarnation = UUID.randomUUID();
  private final RecordingStore firstStore = new RecordingStore();
  private final RecordingStore secondStore = new RecordingStore();

  @AfterEach
  void stop() {
    members.close();
  }

  private Create create(HazelcastHandoffMap map, int number) {
    return Requests.create(incarnation, map.replicas(shard(number)));
  }

  private static boolean keptTwice(HazelcastHandoffMap map) {
    return IntStream.range(0, SHARDS).allMatch(i -> map.replicas(shard(i)).size() == 2);
  }

  private static Copies then(UUID... nodes) {
    return Copies.first(1, Set.of(nodes)).next(2, Set.of(nodes));
  }

  private static ShardId shard(int number) {
    return new ShardId("counter", number);
  }

  @Test
  void theSurvivorHasEveryAnsweredRequest() {
    HazelcastHandoffMap first = Members.map(members.start(firstStore));
    HazelcastInstance other = members.start(secondStore);
    HazelcastHandoffMap second = Members.map(other);
    eventually(() -> keptTwice(first));
    for (int i = 0; i < SHARDS; i++) {
      answer(first, shard(i), create(first, i));
      answer(second, shard(i), batch(1, entry("a", "1"), entry("b", "1")));
      answer(first, shard(i), batch(2, entry("a", "2"), entry("b", null)));
    }
    assertTrue(firstStore.queued().size() >= SHARDS * 3);
    assertTrue(secondStore.queued().size() >= SHARDS * 3);
    other.getLifecycleService().terminate();
    for (int i = 0; i < SHARDS; i++) {
      assertEquals(Map.of("a", "2"), Requests.contents(first, shard(i)));
      assertEquals(
          Verdict.REPEATED,
          answer(first, shard(i), batch(2, entry("a", "2"), entry("b", null)), then(first.node()))
              .verdict());
    }
  }

  @Test
  void anAnswerWaitsForTheStoresOfAllCopiesWhereverTheyAre() {
    HazelcastHandoffMap first = Members.map(members.start(firstStore));
    members.start(secondStore);
    eventually(() -> keptTwice(first));
    for (int i = 0; i < SHARDS; i++) {
      answer(first, shard(i), create(first, i));
    }
    firstStore.writing(false);
    secondStore.writing(false);
    List<CompletableFuture<Answer>> sent = new ArrayList<>();
    for (int i = 0; i < SHARDS; i++) {
      sent.add(first.send(shard(i), batch(1, entry("a", "1")), null).toCompletableFuture());
    }
    eventually(() -> asked(firstStore) + asked(secondStore) == 2 * SHARDS);
    assertTrue(asked(firstStore) > 0 && asked(secondStore) > 0);
    assertFalse(sent.stream().anyMatch(CompletableFuture::isDone));
    firstStore.writing(true);
    secondStore.writing(true);
    sent.forEach(each -> assertEquals(Verdict.APPLIED, await(each).verdict()));
  }

  private static long asked(RecordingStore store) {
    return store.queued().stream().filter(each -> each.startsWith("written")).count();
  }

  @Test
  void whatACopyCannotQueueIsNotAnswered() {
    HazelcastHandoffMap first = Members.map(members.start(firstStore));
    members.start(secondStore);
    eventually(() -> keptTwice(first));
    answer(first, shard(7), create(first, 7));
    secondStore.close();
    OutcomeUnknownException unknown =
        assertThrows(
            OutcomeUnknownException.class,
            () -> await(first.send(shard(7), batch(1, entry("a", "1")), null)));
    assertTrue(unknown.getMessage().contains("counter#7"), unknown.getMessage());
  }

  @Test
  void aMemberThatJoinsHasTheShardsAndTheirHeadersAndTakesPart() {
    HazelcastInstance leaving = members.start(firstStore);
    HazelcastHandoffMap first = Members.map(leaving);
    for (int i = 0; i < SHARDS; i++) {
      answer(first, shard(i), create(first, i));
      answer(first, shard(i), batch(1, entry("a", "1")));
    }
    HazelcastInstance joining = members.start(secondStore);
    for (int i = 0; i < SHARDS; i++) {
      answer(first, shard(i), batch(2, entry("b", "2")));
    }
    eventually(() -> joining.getPartitionService().isClusterSafe());
    for (int i = 0; i < SHARDS; i++) {
      answer(
          first,
          shard(i),
          batch(3, entry("c", "3")),
          then(first.replicas(shard(i)).toArray(UUID[]::new)));
    }
    leaving.getLifecycleService().terminate();
    HazelcastHandoffMap second = Members.map(joining);
    for (int i = 0; i < SHARDS; i++) {
      assertEquals(Map.of("a", "1", "b", "2", "c", "3"), Requests.contents(second, shard(i)));
      Copies alone = then(second.node()).next(3, Set.of(second.node()));
      assertEquals(
          Verdict.APPLIED, answer(second, shard(i), batch(4, entry("a", "4")), alone).verdict());
      assertEquals(Verdict.REFUSED, answer(second, shard(i), batch(3, entry("c", "0"))).verdict());
    }
  }

  @Test
  void splitBrainProtectionRefusesEveryRequest() {
    members.atLeast(2);
    HazelcastHandoffMap first = Members.map(members.start());
    HazelcastInstance other = members.start();
    eventually(() -> takes(first, Requests.create(incarnation, Set.of(first.node()))));
    answer(first, shard(1), batch(1, entry("a", "1")));
    other.getLifecycleService().terminate();
    eventually(() -> !takes(first, batch(1, entry("a", "1"))));
    assertThrows(
        TooFewMembersException.class, () -> answer(first, shard(1), batch(2, entry("a", "2"))));
    assertThrows(
        TooFewMembersException.class,
        () -> answer(first, shard(2), Requests.create(incarnation, Set.of(first.node()))));
    assertThrows(TooFewMembersException.class, () -> await(first.header(shard(1))));
    members.start();
    eventually(() -> takes(first, batch(1, entry("a", "1"))));
    assertEquals(1, await(first.header(shard(1))).orElseThrow().sequence());
    assertEquals(Map.of("a", "1"), Requests.contents(first, shard(1)));
  }

  private static boolean takes(HazelcastHandoffMap map, Request request) {
    try {
      return answer(map, shard(1), request).stands();
    } catch (TooFewMembersException e) {
      return false;
    }
  }

  @Test
  void aDiscardReachesEveryMembersStore() {
    HazelcastHandoffMap first = Members.map(members.start(firstStore));
    HazelcastHandoffMap second = Members.map(members.start(secondStore));
    answer(first, shard(0), create(first, 0));
    await(second.discard("counter", incarnation));
    assertTrue(firstStore.queued().contains("discard counter"));
    assertTrue(secondStore.queued().contains("discard counter"));
    assertTrue(await(first.header(shard(0))).isEmpty());
  }

  private static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not within 20 s");
      Thread.onSpinWait();
    }
  }
}
