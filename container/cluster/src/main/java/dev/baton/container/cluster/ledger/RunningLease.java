package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Lease;
import dev.baton.container.cluster.Peer;
import dev.baton.state.majority.Roster;
import dev.baton.state.majority.Voter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * The lease as this node asks for it and as it grants it to others ({@link Grants}).
 *
 * <p>It counts by the roster that stands, as far as the asker knows. A voter grants it if the
 * newest document that it had a part in, accepted or standing, has that very roster and names the
 * asker as in. So if a majority granted, no other roster stood by then; and whoever has it recorded
 * by that roster that the asker is out, or that there is another roster, has that accepted by one
 * of those who granted. From when that stands the asker gets no lease any more, and after {@link
 * #LIMIT} it holds none.
 *
 * <p>It is the lease of the member that was there at the beginning: one that has become another
 * holds none, since what this process holds it held as the first.
 *
 * <p>A node that is the roster alone needs nobody's: nothing is recorded without it. When it
 * accepts a roster of more, which nobody hears of before, its right goes on as if it had asked
 * then.
 */
public final class RunningLease implements Lease, AutoCloseable {
  private static final String CHANNEL = "baton.lease";
  private static final String LAST_CHANNEL = "baton.lease.last";
  private static final Duration LIMIT = Duration.ofMillis(400);
  private static final Duration RENEWAL = Duration.ofMillis(100);

  /** Two clocks may differ by so much over the limit. */
  private static final Duration CLOCKS = Duration.ofMillis(5);

  private static final Duration ASK_AGAIN = Duration.ofMillis(20);
  private static final byte[] GRANTED = {1};
  private static final byte[] REFUSED = {0};

  private final Cluster cluster;

  /**
   * Hazelcast gives a member another id when two clusters merge; what is held here is the old's.
   */
  private final UUID member;

  private final RunningLedger ledger;
  private final LedgerThread thread = new LedgerThread("baton-lease");
  private final Grants grants;
  private final List<AutoCloseable> channels;
  private volatile boolean alone;
  private volatile boolean over;
  private volatile long until = System.nanoTime();

  /** Begins to ask for the lease, and to grant it to others. */
  public RunningLease(Cluster cluster, RunningLedger ledger) {
    this.cluster = cluster;
    this.member = cluster.self().member();
    this.ledger = ledger;
    this.grants = new Grants(ledger);
    this.channels =
        List.of(
            cluster.answer(
                CHANNEL,
                (asker, question) ->
                    CompletableFuture.completedFuture(
                        grants.grant(asker, question) ? GRANTED : REFUSED)),
            cluster.answer(
                LAST_CHANNEL,
                (asker, question) ->
                    CompletableFuture.completedFuture(grants.sinceLast(question))));
    ledger.onLatest(grants::changed);
    ledger.onLatest(this::latestChanged);
    ledger.thread().execute(grants::changed);
    ledger.thread().execute(this::latestChanged);
    thread.every(RENEWAL, this::renew);
  }

  @Override
  public boolean mayAnswer() {
    return !over && (alone || until - System.nanoTime() > 0);
  }

  /** Holds none from now on, for good: this member is about to become another, or to stop. */
  public void giveUp() {
    over = true;
    alone = false;
    until = System.nanoTime();
  }

  @Override
  public Duration limit() {
    return LIMIT;
  }

  /** On the ledger's thread, before anybody hears of what this node accepted. */
  private void latestChanged() {
    if (!isIn()) {
      until = System.nanoTime();
      alone = false;
      return;
    }
    Set<UUID> self = Set.of(cluster.self().node());
    boolean is =
        ledger.standing().roster().voters().equals(self)
            && ledger.latest().roster().voters().equals(self);
    if (alone && !is) {
      until = System.nanoTime() + LIMIT.toNanos();
    }
    alone = is;
    thread.execute(this::renew);
  }

  private boolean isIn() {
    Document standing = ledger.standing();
    Document latest = ledger.latest();
    Peer self = cluster.self();
    return standing != null
        && !over
        && self.member().equals(member)
        && standing.names(self)
        && latest.names(self)
        && ledger.refusal().isEmpty();
  }

  private void renew() {
    if (!alone && isIn()) {
      ask(ledger.standing(), cluster.self());
    }
  }

  private void ask(Document standing, Peer self) {
    Roster roster = Counting.by(standing.roster(), cluster.members(), List.of());
    byte[] question = Grants.question(standing);
    Set<UUID> granted = new HashSet<>();
    long asked = System.nanoTime();
    for (Peer voter : cluster.members()) {
      if (!roster.voters().contains(voter.node())) {
        continue;
      }
      if (voter.member().equals(self.member())) {
        hear(granted, voter, grants.grant(self, question), roster, asked);
      } else {
        thread.when(
            cluster.ask(voter, CHANNEL, question, LIMIT),
            (answer, failure) -> {
              boolean yes = failure == null && answer[0] == GRANTED[0];
              hear(granted, voter, yes, roster, asked);
            });
      }
    }
  }

  private void hear(Set<UUID> granted, Peer voter, boolean yes, Roster roster, long asked) {
    if (yes && granted.add(voter.node()) && roster.majority(granted)) {
      long then = asked + LIMIT.toNanos();
      if (then - until > 0 && isIn()) {
        until = then;
      }
    }
  }

  @Override
  public CompletionStage<Duration> left(UUID gone) {
    CompletableFuture<Duration> left = new CompletableFuture<>();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    thread.execute(() -> askWhen(gone, deadline, left));
    return left;
  }

  private void askWhen(UUID gone, long deadline, CompletableFuture<Duration> left) {
    Voter<Document> vote = ledger.vote();
    Document standing = vote.standing();
    if (standing == null || standing.members().values().stream().anyMatch(isMember(gone))) {
      return;
    }
    Roster roster = Counting.by(standing.roster(), cluster.members(), List.of());
    byte[] question = Grants.question(standing, vote.number(), gone);
    Map<UUID, Long> since = new HashMap<>();
    for (Peer voter : cluster.members()) {
      if (!roster.voters().contains(voter.node()) || voter.member().equals(gone)) {
        continue;
      }
      if (voter.member().equals(cluster.self().member())) {
        hearWhen(since, voter, grants.sinceLast(question), roster, left);
      } else {
        thread.when(
            cluster.ask(voter, LAST_CHANNEL, question, LIMIT),
            (answer, failure) -> {
              if (failure == null) {
                hearWhen(since, voter, answer, roster, left);
              }
            });
      }
    }
    thread.after(
        ASK_AGAIN,
        () -> {
          if (!left.isDone() && System.nanoTime() - deadline < 0) {
            askWhen(gone, deadline, left);
          }
        });
  }

  private void hearWhen(
      Map<UUID, Long> since,
      Peer voter,
      byte[] answer,
      Roster roster,
      CompletableFuture<Duration> left) {
    if (answer.length != Long.BYTES) {
      return;
    }
    since.put(voter.node(), ByteBuffer.wrap(answer).getLong());
    if (roster.majority(since.keySet())) {
      long shortest =
          Math.min(grants.sinceRoster(), since.values().stream().min(Long::compare).orElse(0L));
      left.complete(Duration.ofNanos(Math.max(0, LIMIT.plus(CLOCKS).toNanos() - shortest)));
    }
  }

  private static Predicate<Peer> isMember(UUID member) {
    return peer -> peer.member().equals(member);
  }

  @Override
  public void close() {
    try {
      for (AutoCloseable channel : channels) {
        channel.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    thread.end(() -> {}, LIMIT);
  }
}
