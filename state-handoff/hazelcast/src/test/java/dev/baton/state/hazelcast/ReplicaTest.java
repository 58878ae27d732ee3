package dev.baton.state.hazelcast;

import static dev.baton.state.hazelcast.Requests.NODE;
import static dev.baton.state.hazelcast.Requests.batch;
import static dev.baton.state.hazelcast.Requests.create;
import static dev.baton.state.hazelcast.Requests.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.state.hazelcast.Replica.BehindException;
import dev.baton.state.protocol.Answer.Verdict;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.Request.Change;
import dev.baton.state.protocol.Request.Create;
import dev.baton.state.protocol.ShardId;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReplicaTest {
  private static final Copies COPIES = Copies.first(1, Set.of(NODE));

  private final ShardId shard = new ShardId("counter", 3);
  private final UUID incarnation = UUID.randomUUID();
  private final HeapRecords records = new HeapRecords();
  private final Replica replica = new Replica(shard, records, NODE, null);

  @Test
  void aBatchThatFailsHalfWayLeavesNothingAndItsRepeatIsApplied() {
    replica.accept(create(incarnation), null);
    replica.accept(batch(1, entry("a", "1"), entry("b", "1")), null);
    for (int writes = 1; writes <= 4; writes++) {
      records.failAfter(writes - 1);
      assertThrows(
          IllegalStateException.class,
          () -> replica.accept(batch(2, entry("a", "2"), entry("b", null), entry("c", "2")), null));
      assertEquals(Map.of("a", "1", "b", "1"), records.contents(shard));
      assertEquals(1, replica.header().sequence());
    }
    records.failAfter(Integer.MAX_VALUE);
    assertEquals(
        Verdict.APPLIED,
        replica
            .accept(batch(2, entry("a", "2"), entry("b", null), entry("c", "2")), null)
            .answer()
            .verdict());
    assertEquals(Map.of("a", "2", "c", "2"), records.contents(shard));
  }

  @Test
  void anEntryThatCannotBeEncodedLeavesNothing() {
    replica.accept(create(incarnation), null);
    assertThrows(
        NullPointerException.class,
        () -> replica.accept(batch(1, entry("a", "1"), new Entry("counts", null, null, 1)), null));
    assertEquals(Map.of(), records.contents(shard));
    assertEquals(0, replica.header().sequence());
  }

  @Test
  void aStoreThatTakesNothingMoreLeavesNothing() {
    RecordingStore store = new RecordingStore();
    Replica stored = new Replica(shard, records, NODE, store);
    stored.accept(create(incarnation), null);
    store.close();
    assertThrows(IllegalStateException.class, () -> stored.accept(batch(1, entry("a", "1")), null));
    assertEquals(Map.of(), records.contents(shard));
    assertEquals(0, stored.header().sequence());
  }

  @Test
  void whatIsAppliedIsQueuedInItsOrderAndARepeatOnceMore() {
    RecordingStore store = new RecordingStore();
    Replica stored = new Replica(shard, records, NODE, store);
    stored.accept(create(incarnation), null);
    long first = stored.accept(batch(1, entry("a", "1")), null).ticket();
    long again = stored.accept(batch(1, entry("a", "1")), null).ticket();
    stored.accept(batch(1, entry("a", "0"), entry("b", "0")), null);
    stored.accept(batch(5, entry("a", "5")), null);
    assertEquals(first + 1, again);
    assertEquals(
        Arrays.asList("begin 0", "append 1 +1", "append 1 +1", "append 1 +2"), store.queued());
  }

  @Test
  void aBackupThatMissedABatchTakesNeitherTheNextNorAChange() {
    Replica backup = new Replica(shard, new HeapRecords(), NODE, null);
    Create create = create(incarnation);
    backup.follow(create, replica.accept(create, null).answer().header());
    replica.accept(batch(1, entry("a", "1")), null);
    Header second = replica.accept(batch(2, entry("a", "2")), null).answer().header();
    assertThrows(BehindException.class, () -> backup.follow(batch(2, entry("a", "2")), second));
    Change change =
        new Change(Change.Kind.RAISE, 1, Requests.TOKEN, 2, 5, create.holder(), 0, null);
    Header raised = replica.accept(change, null).answer().header();
    assertThrows(BehindException.class, () -> backup.follow(change, raised));
    assertEquals(0, backup.header().sequence());
    assertEquals(1, backup.header().epoch());
  }

  /** What was queued of it by then must not become complete by the repeat. */
  @Test
  void aCopyThatCouldNotBeStoredAsAWholeIsStoredFromItsBeginningByTheRepeat() {
    RecordingStore store = new RecordingStore();
    replica.accept(create(incarnation), null);
    replica.accept(batch(1, entry("a", "1")), null);
    Replica arrived = new Replica(shard, records, NODE, store);
    byte[] key = new Layout(shard).key(entry("a", "1"));
    byte[] whole = records.get(key);
    records.corrupt(key, Layout.ROOM);
    assertThrows(
        IllegalStateException.class, () -> arrived.accept(batch(1, entry("a", "1")), null));

    records.put(key, whole);
    arrived.accept(batch(1, entry("a", "1")), null);

    assertEquals(Arrays.asList("begin 1", "begin 1", "append 1 +1", "append 1 +0"), store.queued());
  }

  /** A map that was put together again has brought the copy of a holder that was taken out. */
  @Test
  void whatIsStoredUnderALaterCopySetIsNotLostToAnEarlierOne() {
    RecordingStore store = new RecordingStore();
    Replica before = new Replica(shard, records, NODE, store);
    before.accept(create(incarnation), null);
    before.accept(batch(1, entry("a", "1")), COPIES.next(7, Set.of(NODE)));
    HeapRecords brought = new HeapRecords();
    Replica elsewhere = new Replica(shard, brought, NODE, null);
    elsewhere.accept(create(incarnation), null);
    Replica merged = new Replica(shard, brought, NODE, store);

    assertEquals(
        Verdict.BEHIND, merged.accept(batch(1, entry("a", "0")), COPIES).answer().verdict());
    Header ahead = elsewhere.accept(batch(1, entry("a", "0")), COPIES).answer().header();
    assertThrows(BehindException.class, () -> merged.follow(batch(1, entry("a", "0")), ahead));
    assertEquals(Arrays.asList("begin 0", "append 1 +1"), store.queued());
  }

  @Test
  void aRestoreThatIsBegunAnewLosesWhatTheFirstHadBrought() {
    Holder holder = new Holder(new UUID(1, 2), "1.0.0");
    Create first = new Create(incarnation, 1, Requests.TOKEN, 7, holder, COPIES, false, null);
    Create second = new Create(incarnation, 2, 5, 7, holder, COPIES, false, null);
    replica.accept(first, null);
    replica.accept(batch(8, entry("a", "1")), null);
    assertEquals(Verdict.APPLIED, replica.accept(second, null).answer().verdict());
    assertEquals(Map.of(), records.contents(shard));
    assertEquals(7, replica.header().sequence());
  }

  @Test
  void aFormatOfAnotherVersionIsRefused() {
    replica.accept(create(incarnation), null);
    records.corrupt(new Layout(shard).headerKey(), Layout.ROOM);
    assertThrows(UncheckedIOException.class, replica::header);
    assertNull(new Replica(new ShardId("counter", 4), records, NODE, null).header());
  }
}
