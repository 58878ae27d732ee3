package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.Peer;
import dev.baton.container.cluster.Snapshot;
import dev.baton.state.majority.Roster;
import dev.baton.state.majority.Voter;
import dev.baton.state.store.LocalStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger as this node runs it.
 *
 * <table>
 * <caption>What a node knows, what it meets, what it does</caption>
 * <tr><th>it knows</th><th>it meets</th><th>then</th></tr>
 * <tr><td>nothing, ever</td><td>a peer that knows something</td><td>takes that over</td></tr>
 * <tr><td>nothing, ever</td><td>none such, and it is the oldest</td><td>founds a cluster of itself
 *     </td></tr>
 * <tr><td>a value</td><td>a newer one of the same cluster</td><td>takes that over</td></tr>
 * <tr><td>a cluster with nothing recorded ever but its nodes, and which of them were in, out or
 *     stopped</td><td>another one, with more, or of a lower id</td><td>has it recorded that its own
 *     is given up; that is its last value</td></tr>
 * <tr><td>the last value of its cluster</td><td>a cluster that is not given up</td><td>takes that
 *     over</td></tr>
 * <tr><td>that it left a cluster that was given up</td><td>somebody there who has not heard of it
 *     </td><td>never goes back, or it would vote twice there; tells that one the last value</td></tr>
 * <tr><td>a cluster with more</td><td>another one with more, of an older member</td><td>takes part
 *     in nothing and says so</td></tr>
 * </table>
 *
 * <p>Of two nodes that both went on alone because they were told to, each knows values that the
 * other does not, under the same numbers. When they meet, the higher number stands, or else what is
 * recorded next; the other one's are lost, which is the price of going on.
 */
public final class RunningLedger implements Ledger, AutoCloseable {
  static final String CHANNEL = "baton.ledger";

  private static final Logger LOG = LoggerFactory.getLogger(RunningLedger.class);
  private static final Duration TICK = Duration.ofMillis(100);
  private static final int TICKS_PER_LOOK = 5;
  private static final int TICKS_OPEN = 2;
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(2);

  private final Cluster cluster;
  private final Duration foundAfter;
  private final LedgerThread thread = new LedgerThread("baton-ledger");
  private final KeptVoter voter;
  private final Proposer proposer;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> latestListeners = new CopyOnWriteArrayList<>();
  private final Set<UUID> withoutLedger = new HashSet<>();
  private final Refusals refusals;
  private final WaitingLog waitingLog = new WaitingLog();
  private final AutoCloseable peersSubscription;
  private final AutoCloseable channel;
  private volatile Snapshot now;
  private boolean givingUp;
  private long ticks;
  private int openTicks;
  private long peersChangedAt = System.nanoTime();

  /**
   * Begins to take part.
   *
   * @param foundAfter how long nobody must have come or gone before a cluster is founded
   */
  public RunningLedger(Cluster cluster, LocalStore store, Duration foundAfter) {
    this.cluster = cluster;
    this.foundAfter = foundAfter;
    this.refusals = new Refusals(cluster);
    this.voter = new KeptVoter(store, this::latestChanged);
    this.proposer = new Proposer(thread, cluster, voter, new Around());
    this.now = snapshot();
    this.channel =
        cluster.answer(
            CHANNEL,
            (asker, question) ->
                thread.compute(() -> Wire.bytes(told((Message.Question) Wire.message(question)))));
    this.peersSubscription = cluster.onChange(() -> thread.execute(this::peersChanged));
    thread.execute(this::peersChanged);
    thread.every(TICK, this::tick);
  }

  LedgerThread thread() {
    return thread;
  }

  /** The newest document that this node had a part in, or null; on any thread. */
  Document latest() {
    return voter.latest();
  }

  /** What stands, as far as this node knows, or null; on any thread. */
  Document standing() {
    return voter.standing();
  }

  /** Both and the number of what stands, as they belong together; on any thread. */
  Voter<Document> vote() {
    return voter.vote();
  }

  /** Has this called on the ledger's thread at once when that or {@link #latest} has changed. */
  void onLatest(Runnable changed) {
    latestListeners.add(changed);
  }

  /** As {@link #onChange}, until the ledger is closed; and once soon, whatever happens. */
  public void onChangeAndNow(Runnable changed) {
    listeners.add(changed);
    thread.execute(changed);
  }

  /** Why this node takes part in nothing, in words. */
  Optional<String> refusal() {
    return refusals.words();
  }

  @Override
  public Snapshot now() {
    return now;
  }

  @Override
  public CompletionStage<Snapshot> amend(UnaryOperator<Map<String, byte[]>> change) {
    return submit(new Amendment(change));
  }

  /**
   * Records that a node is forgotten. Of a roster of two, the other one alone may do that, while
   * the node is not there.
   */
  CompletionStage<Snapshot> forgetting(UUID node, UnaryOperator<Map<String, byte[]>> change) {
    return submit(new Amendment(change, Set.of(node), false));
  }

  /**
   * Records that nodes are forgotten without asking them, even if that leaves no majority of those
   * that were in the roster.
   */
  CompletionStage<Snapshot> forcing(Set<UUID> nodes, UnaryOperator<Map<String, byte[]>> change) {
    return submit(new Amendment(change, nodes, true));
  }

  private CompletionStage<Snapshot> submit(Amendment amendment) {
    thread.execute(() -> proposer.submit(amendment));
    if (thread.isOver()) {
      amendment.fail();
    }
    return amendment.done().copy();
  }

  @Override
  public AutoCloseable onChange(Runnable changed) {
    listeners.add(changed);
    return () -> listeners.remove(changed);
  }

  @Override
  public Optional<String> waitsFor() {
    Optional<String> refused = refusals.words();
    return refused.isPresent() ? refused : Waiting.forWhom(now, latest(), cluster.members());
  }

  private Snapshot snapshot() {
    return voter.number() == 0
        ? new Snapshot(0, Roster.of(cluster.self().node()), new TreeMap<>())
        : new Snapshot(voter.number(), voter.standing().roster(), voter.standing().entries());
  }

  private void tick() {
    if (ticks++ % TICKS_PER_LOOK == 0) {
      lookAround();
      waitingLog.waits(waitsFor());
    }
    foundIfDue();
    completeWhatIsOpen();
    proposer.tick();
  }

  /** Somebody had a value accepted here and left it: nobody knows whether it stands. */
  private void completeWhatIsOpen() {
    boolean left = voter.open() && proposer.isIdle();
    openTicks = left ? openTicks + 1 : 0;
    if (openTicks > TICKS_OPEN + ThreadLocalRandom.current().nextInt(TICKS_OPEN)) {
      openTicks = 0;
      proposer.submit(new Amendment(entries -> entries));
    }
  }

  private void peersChanged() {
    peersChangedAt = System.nanoTime();
    withoutLedger.clear();
    if (refusals.update()) {
      latestChanged();
    }
    lookAround();
    foundIfDue();
    proposer.peersChanged();
  }

  /** Asks everybody what they know, in case this node missed something. */
  private void lookAround() {
    UUID self = cluster.self().member();
    UUID known = voter.number() == 0 ? null : voter.standing().cluster();
    byte[] look = Wire.bytes(new Message.Look(known, voter.number()));
    for (Peer peer : cluster.members()) {
      if (!peer.member().equals(self)) {
        thread.when(
            cluster.ask(peer, CHANNEL, look, LOOK_LIMIT),
            (answer, failure) -> {
              if (failure == null) {
                looked(peer, (Message.Told) Wire.message(answer));
              }
            });
      }
    }
  }

  private void looked(Peer peer, Message.Told told) {
    if (told instanceof Message.Newer newer) {
      newer(peer, newer.number(), newer.document());
    } else if (told instanceof Message.Older older && older.number() == 0) {
      withoutLedger.add(peer.member());
      foundIfDue();
    }
  }

  private void foundIfDue() {
    Peer self = cluster.self();
    boolean oldest = cluster.peers().stream().findFirst().filter(self::equals).isPresent();
    boolean quiet = System.nanoTime() - peersChangedAt >= foundAfter.toNanos();
    boolean allWithout =
        cluster.members().stream()
            .map(Peer::member)
            .allMatch(each -> each.equals(self.member()) || withoutLedger.contains(each));
    if (voter.number() == 0 && refusals.words().isEmpty() && oldest && quiet && allWithout) {
      Document founding = Document.founding(proposer.author(), self);
      voter.replace(1, founding);
      LOG.info("Node {} founds cluster {}", self.name(), founding.cluster());
      changed();
    }
  }

  private Message.Told told(Message.Question question) {
    if (question instanceof Message.Stands stands) {
      newer(null, stands.number(), stands.document());
      return new Message.Same(false);
    }
    return voter.answer(question);
  }

  /**
   * Something stands elsewhere.
   *
   * @param from who says so; null if whoever recorded it does
   */
  private void newer(Peer from, long number, Document document) {
    boolean same = voter.number() > 0 && voter.standing().cluster().equals(document.cluster());
    if (same || (voter.number() == 0 && !document.isLast())) {
      if (voter.learn(number, document)) {
        changed();
      }
      return;
    }
    if (from != null && voter.number() > 0 && !document.isLast()) {
      meet(from, number, document);
    }
  }

  private void meet(Peer from, long number, Document theirs) {
    Document mine = voter.standing();
    if (voter.hasLeft(theirs.cluster())) {
      return; // it votes there no more, and tells whoever asks that it was given up
    }
    if (mine.isLast()) {
      LOG.info(
          "Cluster {} was given up; this node joins {} of {}",
          mine.cluster(),
          theirs.cluster(),
          from.name());
      voter.replace(number, theirs);
      changed();
      proposer.replaced();
    } else if (mine.yieldsTo(theirs)) {
      giveUp(mine.cluster(), theirs.cluster());
    } else if (mine.settled() && theirs.settled() && refusals.foreign(from)) {
      latestChanged();
    }
  }

  private void giveUp(UUID mine, UUID other) {
    if (givingUp) {
      return;
    }
    givingUp = true;
    Amendment last =
        new Amendment(
            entries ->
                voter.standing().cluster().equals(mine)
                    ? voter.standing().givenUp(entries, other)
                    : entries);
    thread.when(
        last.done(),
        (stands, failure) -> {
          givingUp = false;
          lookAround();
        });
    proposer.submit(last);
  }

  private void latestChanged() {
    latestListeners.forEach(Runnable::run);
  }

  private void changed() {
    now = snapshot();
    for (Runnable listener : listeners) {
      LedgerThread.guarded(listener).run();
    }
    proposer.advanced();
  }

  private void broadcast(long number, Document document) {
    UUID self = cluster.self().member();
    List<Peer> others =
        cluster.members().stream().filter(peer -> !peer.member().equals(self)).toList();
    if (others.isEmpty()) {
      return;
    }
    byte[] stands = Wire.bytes(new Message.Stands(document.cluster(), number, document));
    others.forEach(peer -> cluster.ask(peer, CHANNEL, stands, LOOK_LIMIT));
  }

  /** What the proposer needs of the rest. */
  private final class Around implements Proposer.Node {
    @Override
    public boolean ready() {
      return voter.number() > 0 && !voter.standing().isLast() && refusals.words().isEmpty();
    }

    @Override
    public Message.Told answer(Message.Question question) {
      return told(question);
    }

    @Override
    public void stands(long number, Document document) {
      broadcast(number, document);
      RunningLedger.this.newer(null, number, document);
    }

    @Override
    public void newer(Peer from, long number, Document document) {
      RunningLedger.this.newer(from, number, document);
    }

    @Override
    public Snapshot now() {
      return now;
    }
  }

  /** Ends its part; what waits to be recorded fails. */
  @Override
  public void close() {
    closeQuietly(channel);
    closeQuietly(peersSubscription);
    thread.end(proposer::close, Duration.ofSeconds(5));
  }

  private static void closeQuietly(AutoCloseable subscription) {
    try {
      subscription.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
