package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import dev.baton.container.cluster.Snapshot;
import dev.baton.state.majority.Proposal;
import dev.baton.state.majority.Roster;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has amendments recorded, all that wait together, one attempt at a time. A voter that did not
 * answer is asked again; an attempt that was beaten by another proposer's begins again after a
 * random while, so that two do not beat each other for ever.
 */
final class Proposer {
  private static final Logger LOG = LoggerFactory.getLogger(Proposer.class);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);
  private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int LONGEST_PAUSE_DOUBLINGS = 6;

  /** What the proposer needs of the node around it. */
  interface Node {
    /** Whether there is something to propose to. */
    boolean ready();

    /** What this node's own voter says. */
    Message.Told answer(Message.Question question);

    /** A majority recorded it. */
    void stands(long number, Document document);

    /** A peer knows more than was asked about. */
    void newer(Peer from, long number, Document document);

    /** What now stands. */
    Snapshot now();
  }

  private final LedgerThread thread;
  private final Cluster cluster;
  private final KeptVoter voter;
  private final Node node;
  private final UUID author = UUID.randomUUID();
  private final Deque<Amendment> waiting = new ArrayDeque<>();
  private Attempt attempt;
  private long askedAt;
  private long attempts;
  private long lastOwn;
  private int beaten;

  Proposer(LedgerThread thread, Cluster cluster, KeptVoter voter, Node node) {
    this.thread = thread;
    this.cluster = cluster;
    this.voter = voter;
    this.node = node;
  }

  /** This proposer, another one at each start. */
  UUID author() {
    return author;
  }

  /** Whether nothing waits to be recorded. */
  boolean isIdle() {
    return attempt == null && waiting.isEmpty();
  }

  void submit(Amendment amendment) {
    waiting.add(amendment);
    proceed();
  }

  /** After something else stands, or may be proposed to. */
  void advanced() {
    if (attempt != null && voter.number() >= attempt.number()) {
      Attempt over = attempt;
      attempt = null;
      if (over.wanted(voter.number(), voter.standing(), author)) {
        complete(over);
      } else {
        putBack(over);
      }
    }
    proceed();
  }

  /** After this node left one row of values for another. */
  void replaced() {
    if (attempt != null) {
      putBack(attempt);
      attempt = null;
    }
    proceed();
  }

  private void putBack(Attempt over) {
    List<Amendment> all = over.amendments();
    for (int i = all.size() - 1; i >= 0; i--) {
      waiting.addFirst(all.get(i));
    }
  }

  /** Called often: asks again those who did not answer. */
  void tick() {
    if (attempt != null && attempt.asks() && System.nanoTime() - askedAt >= ASK_AGAIN_NANOS) {
      askAll();
    }
    proceed();
  }

  /** After somebody came or went. */
  void peersChanged() {
    if (attempt != null && attempt.asks()) {
      askAll();
    }
    proceed();
  }

  void close() {
    if (attempt != null) {
      putBack(attempt);
      attempt = null;
    }
    waiting.forEach(Amendment::fail);
    waiting.clear();
  }

  private void proceed() {
    while (attempt == null && !waiting.isEmpty() && node.ready()) {
      begin();
      if (attempt != null) {
        askAll();
      }
    }
  }

  private void begin() {
    List<Amendment> included = new ArrayList<>();
    Document base = voter.standing();
    Document made = base;
    while (!waiting.isEmpty() && !made.isLast()) {
      Amendment each = waiting.poll();
      try {
        Map<String, byte[]> changed = each.change().apply(made.entries());
        made = made.says(changed) ? made : base.amended(author, attempts + 1, changed);
        included.add(each);
      } catch (RuntimeException e) {
        each.done().completeExceptionally(e);
      }
    }
    if (!included.isEmpty()) {
      attempt =
          made == base
              ? Attempt.toLook(base.cluster(), voter.number() + 1, included)
              : toRecord(made, included);
    }
  }

  private Attempt toRecord(Document wanted, List<Amendment> included) {
    long number = voter.number() + 1;
    attempts++;
    beaten = 0;
    boolean own = voter.standing().author().equals(author) && lastOwn < number;
    if (own) {
      lastOwn = number;
      return Attempt.toRecord(Proposal.own(number, token(), wanted), included);
    }
    return Attempt.toRecord(Proposal.first(number, token(), wanted), included);
  }

  private static long token() {
    return ThreadLocalRandom.current().nextLong();
  }

  private void askAll() {
    askedAt = System.nanoTime();
    Attempt mine = attempt;
    Set<UUID> voters = new HashSet<>(voter.standing().roster().voters());
    voters.addAll(counting(mine).voters());
    cluster.members().stream()
        .filter(peer -> voters.contains(peer.node()))
        .forEach(peer -> ask(mine, peer));
  }

  private void ask(Attempt mine, Peer peer) {
    Message.Question question = mine.question();
    if (peer.member().equals(cluster.self().member())) {
      thread.execute(() -> heard(mine, peer, node.answer(question)));
      return;
    }
    thread.when(
        cluster.ask(peer, RunningLedger.CHANNEL, Wire.bytes(question), ANSWER_LIMIT),
        (answer, failure) -> {
          if (failure == null) {
            heard(mine, peer, (Message.Told) Wire.message(answer));
          } else {
            LOG.debug("{} did not answer about the ledger: {}", peer, failure.toString());
          }
        });
  }

  private void heard(Attempt mine, Peer peer, Message.Told told) {
    if (told instanceof Message.Newer newer) {
      node.newer(peer, newer.number(), newer.document());
      return;
    }
    if (mine != attempt) {
      return;
    }
    if (told instanceof Message.Older) {
      tell(mine, peer);
    }
    if (mine.hear(peer.node(), told, counting(mine))) {
      moved();
    }
  }

  /** Tells a voter that lags what stands, and asks again. */
  private void tell(Attempt mine, Peer peer) {
    Document standing = voter.standing();
    byte[] stands = Wire.bytes(new Message.Stands(standing.cluster(), voter.number(), standing));
    thread.when(
        cluster.ask(peer, RunningLedger.CHANNEL, stands, ANSWER_LIMIT),
        (answer, failure) -> {
          if (failure == null && mine == attempt && mine.asks()) {
            ask(mine, peer);
          }
        });
  }

  private void moved() {
    Attempt mine = attempt;
    if (mine.looks()) {
      attempt = null;
      if (mine.isNewest()) {
        complete(mine);
      } else {
        Document same = voter.standing().amended(author, attempts + 1, voter.standing().entries());
        attempt = toRecord(same, mine.amendments());
        askAll();
      }
      proceed();
      return;
    }
    switch (mine.state()) {
      case ASKING, RECORDING -> askAll();
      case STANDS -> node.stands(mine.number(), mine.value());
      case BEATEN -> againLater(mine);
    }
  }

  private void againLater(Attempt mine) {
    long longest = 4L << Math.min(beaten++, LONGEST_PAUSE_DOUBLINGS);
    thread.after(
        Duration.ofNanos(ThreadLocalRandom.current().nextLong(1_000_000, longest * 1_000_000)),
        () -> {
          if (mine == attempt) {
            mine.again(token());
            askAll();
          }
        });
  }

  private void complete(Attempt over) {
    Snapshot now = node.now();
    over.amendments().forEach(each -> each.done().complete(now));
  }

  private Roster counting(Attempt mine) {
    List<Amendment> wanted = Stream.concat(mine.amendments().stream(), waiting.stream()).toList();
    return Counting.by(voter.standing().roster(), cluster.members(), wanted);
  }
}
