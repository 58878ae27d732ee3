package dev.baton.container.cluster.ledger;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.cluster.MemberRules;
import dev.baton.container.cluster.Membership;
import dev.baton.container.cluster.Peer;
import dev.baton.container.cluster.Snapshot;
import dev.baton.container.cluster.StopEntries;
import dev.baton.state.step.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the ledger's record of who is in: has this node recorded, and takes out others that left.
 *
 * <p>A member that was seen to go is taken out at once by the oldest. Another one takes it out if
 * that did not happen soon, and anybody a member that it never saw, only after a while: it may be
 * coming, and not everybody sees that at the same time. Works on the ledger's thread.
 */
public final class Attendance implements Membership, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);

  /**
   * A member says that another is gone when all that it runs has heard of it; that is 0.15 s after
   * it can be seen, where little of that code ever ran.
   */
  private static final Duration TICK = Duration.ofMillis(50);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LONELY = Duration.ofMinutes(1);

  private final Cluster cluster;
  private final UUID member;
  private final RunningLedger ledger;
  private final MemberRules rules;
  private final AutoCloseable peersSubscription;
  private final AutoCloseable ledgerSubscription;
  private final Set<UUID> seen = new HashSet<>();
  private final Map<UUID, Long> missedSince = new HashMap<>();
  private final Consumer<String> onOver;
  private boolean over;
  private boolean hadMajority;
  private long lastMajority;
  private boolean recording;

  /** As they were last read: there are many ticks to a snapshot. */
  private Map<UUID, Peer> members = Map.of();

  private Snapshot membersOf;

  /** The cluster in which this very member was recorded as in, or null. */
  private UUID inAt;

  private boolean stopping;
  private String lastFailure = "";
  private volatile boolean closed;

  /**
   * Begins to look after the record, until the ledger is closed.
   *
   * @param onOver called once, with the reason in words, when this very member was recorded as
   *     gone, when the record by which it went on alone does not stand, or when it has found no
   *     majority for a minute after it had one: it may never find back by itself, while a new one
   *     does as soon as the others are there. On the ledger's thread
   */
  public Attendance(
      Cluster cluster, RunningLedger ledger, MemberRules rules, Consumer<String> onOver) {
    this.onOver = onOver;
    this.cluster = cluster;
    this.member = cluster.self().member();
    this.ledger = ledger;
    this.rules = rules;
    this.ledgerSubscription = ledger.onChange(this::check);
    this.peersSubscription = cluster.onChange(() -> ledger.thread().execute(this::check));
    ledger.thread().every(TICK, this::check);
  }

  @Override
  public CompletionStage<Snapshot> beginStop() {
    return ledger.amend(entries -> StopEntries.begun(entries, cluster.self()));
  }

  /**
   * Records that this node has stopped, and gives its vote up if the others are no majority without
   * that. Whoever calls holds no lease any more, and never will again.
   *
   * @return completed when that stands and a majority of those that vote then knows it
   */
  public CompletionStage<Void> stop() {
    ledger.thread().execute(() -> stopping = true);
    return ledger
        .amend(entries -> StopEntries.done(entries, cluster.self(), there()))
        .thenCompose(stands -> Spreading.of(cluster, ledger));
  }

  @Override
  public CompletionStage<Snapshot> forget(UUID node) {
    UnaryOperator<Map<String, byte[]>> change =
        entries -> {
          if (cluster.members().stream().anyMatch(peer -> peer.node().equals(node))) {
            throw new IllegalStateException("Node " + node + " is there; drain it instead");
          }
          if (!LedgerEntries.roster(entries).voters().contains(node)
              && !StopEntries.hasStopped(entries, node)) {
            throw new IllegalStateException("There is no node " + node + " in the cluster");
          }
          return LedgerEntries.forget(entries, node, there(), rules);
        };
    return ledger.forgetting(node, change);
  }

  private Map<String, byte[]> admit(Map<String, byte[]> entries) {
    Peer self = cluster.self();
    return cluster.peers().contains(self)
        ? LedgerEntries.admit(entries, self, there(), rules)
        : LedgerEntries.admitWitness(entries, self, there(), rules);
  }

  /** It may be back by the time this can be recorded. */
  private Map<String, byte[]> gone(Map<String, byte[]> entries, Peer member) {
    return cluster.members().stream().anyMatch(peer -> peer.member().equals(member.member()))
        ? entries
        : LedgerEntries.gone(entries, member.node(), member.member(), there(), rules);
  }

  private Set<UUID> there() {
    return cluster.members().stream().map(Peer::member).collect(Collectors.toSet());
  }

  private void over(String why) {
    if (!over) {
      over = true;
      onOver.accept(why);
    }
  }

  private void lookForAMajority() {
    if (ledger.now().number() > 0 && ledger.waitsFor().isEmpty()) {
      hadMajority = true;
      lastMajority = System.nanoTime();
    } else if (hadMajority && System.nanoTime() - lastMajority > LONELY.toNanos()) {
      over(
          "This node has found no majority for "
              + LONELY.toSeconds()
              + " s ("
              + ledger.waitsFor().orElse("")
              + "). It starts again, to join the others as soon as they are there");
    }
  }

  private void check() {
    lookForAMajority();
    Snapshot now = ledger.now();
    if (!recording && !stopping && now.number() > 0 && ledger.refusal().isEmpty()) {
      check(now);
    }
  }

  private void check(Snapshot now) {
    if (now != membersOf) {
      members = LedgerEntries.members(now.entries());
      membersOf = now;
    }
    Peer self = cluster.self();
    if (!self.member().equals(member)) {
      over(
          "This node's member has become another, as when two halves of a cluster merge; what it held"
              + " is the others'. It starts again");
      return;
    }
    if (LedgerEntries.isOut(now.entries(), self)) {
      over(
          "The others could not reach this node, have recorded it as gone and go on without it; what"
              + " it held is theirs. It starts again and joins them");
      return;
    }
    UUID recordedIn = ledger.standing().cluster();
    if (!self.equals(members.get(self.node()))) {
      if (recordedIn.equals(inAt)) {
        over(
            "The record by which this node went on alone does not stand: what it held is the others',"
                + " or set aside. It starts again and joins them");
      } else {
        amend(this::admit, "is in", self);
      }
      return;
    }
    inAt = recordedIn;
    List<Peer> peers = cluster.members();
    Set<UUID> there = peers.stream().map(Peer::member).collect(Collectors.toSet());
    boolean oldest = peers.get(0).equals(self);
    seen.addAll(there);
    missedSince.keySet().removeAll(there);
    missedSince.keySet().retainAll(members.values().stream().map(Peer::member).toList());
    for (Peer each : members.values()) {
      if (!there.contains(each.member()) && isDue(each.member(), oldest)) {
        amend(entries -> gone(entries, each), "is out", each);
        return;
      }
    }
  }

  private boolean isDue(UUID member, boolean oldest) {
    long since = missedSince.computeIfAbsent(member, each -> System.nanoTime());
    return (oldest && seen.contains(member))
        || System.nanoTime() - since >= SOON.multipliedBy(oldest ? 1 : 2).toNanos();
  }

  private void amend(UnaryOperator<Map<String, byte[]>> change, String what, Peer whom) {
    recording = true;
    long begin = System.nanoTime();
    ledger
        .thread()
        .when(
            ledger.amend(change),
            (stands, failure) -> {
              recording = false;
              if (failure == null) {
                LOG.info(
                    "Node {} {}: member {}, by ledger value {} after {} ms",
                    whom.name(),
                    what,
                    whom.member(),
                    stands.number(),
                    (System.nanoTime() - begin) / 1_000_000);
                if (!whom.equals(cluster.self())) {
                  Step.MEMBER_TAKEN_OUT.reached();
                }
                check();
              } else if (!closed && !failure.getMessage().equals(lastFailure)) {
                lastFailure = failure.getMessage();
                LOG.warn(
                    "It could not be recorded that node {} {}: {}",
                    whom.name(),
                    what,
                    failure.getMessage());
                LOG.debug("In full", failure);
              }
            });
  }

  @Override
  public void close() {
    closed = true;
    try {
      peersSubscription.close();
      ledgerSubscription.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
