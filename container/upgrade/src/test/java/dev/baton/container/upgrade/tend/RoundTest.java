package dev.baton.container.upgrade.tend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.cluster.Answerer;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.CopyRules;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.NotDeliveredException;
import dev.baton.container.cluster.Peer;
import dev.baton.container.cluster.Snapshot;
import dev.baton.container.upgrade.record.ClusterRecord;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.state.majority.Roster;
import dev.baton.state.map.HandoffMap;
import dev.baton.state.map.Headers;
import dev.baton.state.map.Placements;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.Placement;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.store.LocalStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A look at two shards, with a map that answers for one of them later than for the other. */
class RoundTest {
  private static final ShardId FIRST = new ShardId("counter", 0);
  private static final ShardId LATER = new ShardId("counter", 1);
  private static final Peer SELF = new Peer(new UUID(0, 1), new UUID(1, 1), "self", "");
  private static final Peer OTHER = new Peer(new UUID(0, 2), new UUID(1, 2), "other", "");
  private static final ServiceRecord SERVICE =
      ServiceRecord.fresh("counter", new ServiceRecord.Kept("1.0.0", "00"));

  /** What was asked of whom after the look began, in this order. */
  private final List<String> asked = new ArrayList<>();

  private final Map<ShardId, CompletableFuture<Optional<Header>>> headers =
      Map.of(FIRST, new CompletableFuture<>(), LATER, new CompletableFuture<>());
  private final Map<ShardId, Header> stored = new HashMap<>();
  private final Map<String, byte[]> entries = new TreeMap<>();
  private boolean otherIsSilent;

  private final Cluster cluster = Only.of(Cluster.class, new TwoNodes());
  private final LocalStore store = Only.of(LocalStore.class, new OwnStore());
  private final Round round =
      new Round(
          new Surroundings(
              cluster,
              null,
              null,
              new ClusterRecord(Only.of(Ledger.class, new OneLedger())),
              Only.of(HandoffMap.class, new LateMap()),
              store,
              () -> 0),
          new Stores(cluster, store, service -> new BitSet()),
          SERVICE,
          List.of(FIRST, LATER));

  @Test
  void aShardIsLookedAtWhileTheMapSaysNothingOfTheOther() throws Exception {
    Header header = header(1, SERVICE.incarnation());
    mapSays(FIRST, header);

    assertTrue(round.asked(FIRST).isDone());
    assertFalse(round.asked(LATER).isDone());
    assertEquals(header, round.header(FIRST));
    assertEquals(Set.of(SELF.node(), OTHER.node()), round.stored(FIRST).keySet());
    assertEquals(List.of("record", "stores"), asked);
  }

  @Test
  void recordAndStoresAreAskedAfterEachHeaderButOnceForThoseThatCameTogether() {
    mapSays(FIRST, header(1, SERVICE.incarnation()));
    mapSays(LATER, header(1, SERVICE.incarnation()));

    for (ShardId shard : List.of(FIRST, LATER, FIRST)) {
      round.placement(shard);
      round.stored(shard);
    }

    assertEquals(List.of("record", "stores"), asked);
  }

  @Test
  void whatWasLearntBeforeAHeaderCameSaysNothingOfItsShard() {
    mapSays(FIRST, header(1, SERVICE.incarnation()));
    place(1);
    round.stored(FIRST);

    Header newer = header(2, SERVICE.incarnation());
    mapSays(LATER, newer);
    stored.put(LATER, newer);
    place(2);

    assertEquals(2, round.placement(LATER).now().number());
    assertEquals(newer, round.stored(LATER).get(SELF.node()));
    assertEquals(List.of("record", "stores", "record", "stores"), asked);
  }

  @Test
  void aStoreThatSaysNothingIsNotWaitedForAgainInTheSameLook() {
    otherIsSilent = true;
    mapSays(FIRST, null);
    assertEquals(Set.of(SELF.node()), round.stored(FIRST).keySet());
    asked.clear();

    otherIsSilent = false;
    mapSays(LATER, null);
    assertEquals(Set.of(SELF.node()), round.stored(LATER).keySet());
    assertEquals(List.of("record"), asked);

    assertEquals(Set.of(SELF.node(), OTHER.node()), round.storedNow(LATER).keySet());
  }

  @Test
  void ofWhatOneNodeHasNobodyElseIsAsked() {
    Header header = header(1, SERVICE.incarnation());
    mapSays(FIRST, header);
    stored.put(FIRST, header);

    assertEquals(header, round.stored(FIRST, SELF.node()));
    assertEquals(List.of("record"), asked);

    assertNull(round.stored(FIRST, OTHER.node()));
    assertEquals(List.of("record", "stores"), asked);

    assertEquals(Set.of(SELF.node(), OTHER.node()), round.stored(FIRST).keySet());
    assertNull(round.stored(FIRST, new UUID(0, 3)));
    assertEquals(List.of("record", "stores"), asked);
  }

  @Test
  void aMapThatFailsHasAnsweredForThisShardAlone() throws Exception {
    headers.get(FIRST).completeExceptionally(new IllegalStateException("no member owns it"));
    mapSays(LATER, null);

    assertTrue(round.asked(FIRST).isDone());
    assertThrows(ExecutionException.class, () -> round.header(FIRST));
    assertNull(round.header(LATER));
  }

  @Test
  void whatIsOfAnEarlierLifeOfTheServiceIsNotThere() throws Exception {
    Header earlier = header(9, new UUID(9, 9));
    mapSays(FIRST, earlier);
    stored.put(FIRST, earlier);

    assertNull(round.header(FIRST));
    assertNull(round.stored(FIRST).get(SELF.node()));
  }

  private void mapSays(ShardId shard, Header header) {
    headers.get(shard).complete(Optional.ofNullable(header));
  }

  private static Header header(long epoch, UUID life) {
    Holder holder = new Holder(new UUID(1, 3), "1.0.0");
    return new Header(life, epoch, epoch, 0, holder, copies(1), true);
  }

  private void place(long number) {
    Placement placement = Placement.of(copies(number));
    entries.put(
        CopyRules.COPIES + "counter", new Placements(List.of(placement, placement)).bytes());
  }

  private static Copies copies(long number) {
    return new Copies(number, number, Set.of(SELF.node()));
  }

  @SuppressWarnings("unused") // called by name
  private final class LateMap {
    CompletionStage<Optional<Header>> header(ShardId shard) {
      return headers.get(shard);
    }
  }

  @SuppressWarnings("unused") // called by name
  private final class OwnStore {
    Map<ShardId, Header> shards() {
      return stored;
    }
  }

  @SuppressWarnings("unused") // called by name
  private final class TwoNodes {
    Peer self() {
      return SELF;
    }

    List<Peer> peers() {
      return List.of(SELF, OTHER);
    }

    AutoCloseable answer(String channel, Answerer answerer) {
      return () -> {};
    }

    CompletionStage<byte[]> ask(Peer peer, String channel, byte[] question, Duration limit) {
      if (channel.equals("holds")) {
        return CompletableFuture.completedFuture(new byte[0]);
      }
      asked.add(channel);
      return otherIsSilent
          ? CompletableFuture.failedFuture(new NotDeliveredException("it is gone"))
          : CompletableFuture.completedFuture(Headers.bytes(Map.of()));
    }
  }

  @SuppressWarnings("unused") // called by name
  private final class OneLedger {
    Snapshot now() {
      return new Snapshot(1, Roster.of(SELF.node()), entries);
    }

    CompletionStage<Snapshot> amend(UnaryOperator<Map<String, byte[]>> change) {
      asked.add("record");
      return CompletableFuture.completedFuture(now());
    }
  }
}
