package dev.baton.container.cluster.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.container.cluster.Answerer;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.Peer;
import dev.baton.state.majority.Roster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GivenUpTest {
  private static final UUID LOWEST = new UUID(Long.MIN_VALUE, 0);
  private static final UUID ANOTHER = new UUID(Long.MIN_VALUE, 1);

  private final Peer self = peer("self");
  private final Peer other = peer("other");
  private final Beside cluster = new Beside();
  private final RunningLedger ledger =
      new RunningLedger(cluster, new MemoryStore().store(), Duration.ZERO);

  @AfterEach
  void end() {
    ledger.close();
  }

  @Test
  void nobodyGoesBackToAClusterThatWasGivenUp() {
    NetworkStory.eventually("it has founded one", () -> ledger.standing() != null);
    Document own = ledger.standing();
    List<UUID> joined = new CopyOnWriteArrayList<>(List.of(own.cluster()));
    ledger.onChange(
        () -> {
          UUID now = ledger.standing().cluster();
          if (!now.equals(joined.get(joined.size() - 1))) {
            joined.add(now);
          }
        });
    Document low = ofOther(LOWEST);
    cluster.says(new Message.Newer(5, low));
    NetworkStory.eventually("it gave that up", () -> isIn(LOWEST));
    Document last = low.amended(other.node(), 2, low.givenUp(low.entries(), ANOTHER));
    cluster.says(new Message.Newer(6, last));
    NetworkStory.eventually("that one is given up as well", () -> ledger.standing().isLast());

    cluster.says(new Message.Newer(1, own));
    NetworkStory.eventually("it has met who is behind", () -> cluster.looks.get() > 2);
    cluster.says(new Message.Newer(2, ofOther(ANOTHER)));
    NetworkStory.eventually("it goes on", () -> isIn(ANOTHER));

    assertEquals(List.of(own.cluster(), LOWEST, ANOTHER), List.copyOf(joined));
  }

  private boolean isIn(UUID id) {
    return ledger.standing().cluster().equals(id);
  }

  private Document ofOther(UUID id) {
    Map<String, byte[]> entries = LedgerEntries.with(Map.of(), Roster.of(other.node()));
    return new Document(id, other.node(), 1, false, entries);
  }

  private static Peer peer(String name) {
    return new Peer(UUID.randomUUID(), UUID.randomUUID(), name, "");
  }

  /** Alone at first, then beside another one, which says what the test has it say. */
  private final class Beside implements Cluster {
    private final AtomicInteger looks = new AtomicInteger();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Message.Told told;

    void says(Message.Told what) {
      told = what;
      looks.set(0);
      listeners.forEach(Runnable::run);
    }

    @Override
    public Peer self() {
      return self;
    }

    @Override
    public List<Peer> peers() {
      return members();
    }

    @Override
    public List<Peer> members() {
      return told == null ? List.of(self) : List.of(other, self);
    }

    @Override
    public AutoCloseable onChange(Runnable changed) {
      listeners.add(changed);
      return () -> listeners.remove(changed);
    }

    @Override
    public AutoCloseable answer(String channel, Answerer answerer) {
      return () -> {};
    }

    @Override
    public CompletionStage<byte[]> ask(Peer peer, String channel, byte[] question, Duration limit) {
      looks.incrementAndGet();
      return CompletableFuture.completedFuture(Wire.bytes(told));
    }
  }
}
