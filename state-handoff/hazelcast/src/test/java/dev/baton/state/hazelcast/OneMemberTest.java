package dev.baton.state.hazelcast;

import static dev.baton.state.hazelcast.Requests.await;
import static dev.baton.state.hazelcast.Requests.batch;
import static dev.baton.state.hazelcast.Requests.create;
import static dev.baton.state.hazelcast.Requests.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.map.HandoffMap.Part;
import dev.baton.state.protocol.Answer;
import dev.baton.state.protocol.Answer.Verdict;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.Request.Change;
import dev.baton.state.protocol.ShardId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OneMemberTest {
  private static Members members;
  private static HazelcastHandoffMap map;

  private final ShardId shard = new ShardId("counter-" + UUID.randomUUID(), 3);
  private final UUID incarnation = UUID.randomUUID();

  @BeforeAll
  static void start() {
    members = new Members();
    map = Members.map(members.start(Requests.NODE, null));
  }

  @AfterAll
  static void stop() {
    members.close();
  }

  @Test
  void aShardHasNoHeaderUntilItIsCreated() {
    assertTrue(await(map.header(shard)).isEmpty());
    assertEquals(
        Verdict.REFUSED, await(map.send(shard, batch(1, entry("a", "1")), null)).verdict());
    assertEquals(Verdict.APPLIED, await(map.send(shard, create(incarnation), null)).verdict());
    assertEquals(incarnation, await(map.header(shard)).orElseThrow().incarnation());
  }

  @Test
  void theLastWriteOfAKeyStandsAndADeleteRemovesIt() {
    await(map.send(shard, create(incarnation), null));
    await(map.send(shard, batch(1, entry("a", "1"), entry("b", "1"), entry("a", "2")), null));
    await(map.send(shard, batch(2, entry("b", null), entry("c", "")), null));
    assertEquals(Map.of("a", "2", "c", ""), Requests.contents(map, shard));
    assertEquals(2, await(map.header(shard)).orElseThrow().sequence());
  }

  @Test
  void aRepeatIsNotAppliedAgainAndALateRequestIsRefused() {
    await(map.send(shard, create(incarnation), null));
    await(map.send(shard, batch(1, entry("a", "1")), null));
    assertEquals(
        Verdict.REPEATED, await(map.send(shard, batch(1, entry("a", "1")), null)).verdict());
    await(map.send(shard, batch(2, entry("a", "2")), null));
    assertEquals(
        Verdict.REFUSED, await(map.send(shard, batch(1, entry("a", "1")), null)).verdict());
    assertEquals(
        Verdict.REFUSED, await(map.send(shard, batch(4, entry("a", "4")), null)).verdict());
    assertEquals(Map.of("a", "2"), Requests.contents(map, shard));
  }

  @Test
  void aChangeNamesTheExactPreviousEpochAndDefeatsTheOldHolder() {
    await(map.send(shard, create(incarnation), null));
    await(map.send(shard, batch(1, entry("a", "1")), null));
    Holder next = new Holder(map.member(), "2.0.0");
    Change commit = new Change(Change.Kind.COMMIT, 1, Requests.TOKEN, 2, 77, next, 0, null);
    Change wrongToken = new Change(Change.Kind.COMMIT, 1, Requests.TOKEN + 1, 2, 78, next, 0, null);
    assertEquals(Verdict.REFUSED, await(map.send(shard, wrongToken, null)).verdict());
    Answer answer = await(map.send(shard, commit, null));
    assertEquals(Verdict.APPLIED, answer.verdict());
    assertEquals(next, answer.header().holder());
    assertEquals(1, answer.header().sequence());
    assertEquals(Verdict.REPEATED, await(map.send(shard, commit, null)).verdict());
    assertEquals(
        Verdict.REFUSED, await(map.send(shard, batch(2, entry("a", "2")), null)).verdict());
  }

  @Test
  void aRaiseDefeatsALateCommit() {
    Holder holder = new Holder(map.member(), "1.0.0");
    Holder next = new Holder(map.member(), "2.0.0");
    await(map.send(shard, create(incarnation), null));
    Change commit = new Change(Change.Kind.COMMIT, 1, Requests.TOKEN, 2, 77, next, 0, null);
    Change raise = new Change(Change.Kind.RAISE, 1, Requests.TOKEN, 2, 78, holder, 0, null);
    assertEquals(Verdict.APPLIED, await(map.send(shard, raise, null)).verdict());
    assertEquals(Verdict.REFUSED, await(map.send(shard, commit, null)).verdict());
    assertEquals(holder, await(map.header(shard)).orElseThrow().holder());
  }

  @Test
  void aShardIsReadPartByPartWithoutTheOthersOfItsPartition() {
    ShardId neighbour = new ShardId(shard.service(), shard.number() + 31);
    Map<String, String> expected = new HashMap<>();
    for (ShardId each : List.of(shard, neighbour)) {
      await(map.send(each, create(incarnation), null));
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        entries.add(entry("key" + i, each.number() + ":" + i));
        expected.put("key" + i, shard.number() + ":" + i);
      }
      await(map.send(each, batch(1, entries.toArray(Entry[]::new)), null));
    }
    int parts = 0;
    Part part = await(map.read(shard, null, 100));
    List<Entry> all = new ArrayList<>(part.entries());
    while (part.next() != null) {
      part = await(map.read(shard, part.next(), 100));
      assertTrue(part.entries().size() <= 120);
      all.addAll(part.entries());
      parts++;
    }
    assertTrue(parts >= 40, "parts: " + parts);
    assertEquals(3000, all.size());
    assertEquals(expected, Requests.byKey(all));
    assertEquals(Collections.singleton("counts"), Requests.tables(all));
  }

  @Test
  void aDiscardedServiceIsGoneAndALateDiscardSparesTheNextIncarnation() {
    ShardId first = new ShardId(shard.service(), 0);
    await(map.send(first, create(incarnation), null));
    await(map.send(first, batch(1, entry("a", "1")), null));
    await(map.discard(shard.service(), incarnation));
    assertTrue(await(map.header(first)).isEmpty());
    UUID next = UUID.randomUUID();
    await(map.send(first, create(next), null));
    await(map.send(first, batch(1, entry("b", "1")), null));
    await(map.discard(shard.service(), incarnation));
    assertEquals(Map.of("b", "1"), Requests.contents(map, first));
  }
}
