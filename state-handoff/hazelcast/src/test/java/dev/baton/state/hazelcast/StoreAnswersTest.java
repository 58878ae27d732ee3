package dev.baton.state.hazelcast;

import static dev.baton.state.hazelcast.Requests.NODE;
import static dev.baton.state.hazelcast.Requests.TOKEN;
import static dev.baton.state.hazelcast.Requests.await;
import static dev.baton.state.hazelcast.Requests.create;
import static dev.baton.state.hazelcast.Requests.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.state.map.OutcomeUnknownException;
import dev.baton.state.protocol.Answer.Verdict;
import dev.baton.state.protocol.Request.Batch;
import dev.baton.state.protocol.ShardId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreAnswersTest {
  private final ShardId shard = new ShardId("counter", 3);
  private final RecordingStore store = new RecordingStore();
  private final Members members = new Members();
  private HazelcastHandoffMap map;

  @BeforeEach
  void start() {
    map =
        new HazelcastHandoffMap(
            members.start(NODE, store), Duration.ofMillis(300), Duration.ofMillis(200));
    await(map.send(shard, create(UUID.randomUUID()), null));
  }

  @AfterEach
  void stop() {
    members.close();
  }

  private static Batch batch(boolean force) {
    return new Batch(1, TOKEN, 1, List.of(entry("a", "1")), force);
  }

  @Test
  void whatIsNotWrittenInTimeIsUnknownAndARepeatFindsOut() {
    store.writing(false);
    assertThrows(OutcomeUnknownException.class, () -> await(map.send(shard, batch(false), null)));
    assertTrue(store.queued().contains("written 2"), store.queued().toString());
    store.writing(true);
    assertEquals(Verdict.REPEATED, await(map.send(shard, batch(false), null)).verdict());
  }

  @Test
  void aForcedBatchWaitsForTheDisk() {
    store.writing(false);
    assertThrows(OutcomeUnknownException.class, () -> await(map.send(shard, batch(true), null)));
    assertTrue(store.queued().contains("forced 2"), store.queued().toString());
  }

  @Test
  void aStoppedMemberSaysThatNothingIsKnown() {
    members.close();
    assertThrows(OutcomeUnknownException.class, () -> await(map.send(shard, batch(false), null)));
  }
}
