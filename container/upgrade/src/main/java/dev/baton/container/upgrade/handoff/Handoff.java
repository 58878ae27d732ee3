package dev.baton.container.upgrade.handoff;

import dev.baton.container.HandoffOptions;
import dev.baton.container.Phase;
import dev.baton.container.RefusedException;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ShardGate;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.follower.Follower;
import dev.baton.state.migration.MigrationFailedException;
import dev.baton.state.migration.UnreadableStateException;
import dev.baton.state.shard.Shard;
import dev.baton.state.step.Step;
import dev.baton.state.table.ChangedInPlaceException;
import dev.baton.state.table.VersionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves all shards of a service from the version that serves to the one that is staged beside it.
 *
 * <table>
 * <caption>Phases</caption>
 * <tr><th>phase</th><th>on failure</th><th>who serves</th></tr>
 * <tr><td>catch up: every shard's follower loads</td><td>followers let go</td><td>old</td></tr>
 * <tr><td>cut over: the gate of calls without a shard, then shard by shard</td><td>shards already
 *     moved go back by the same act</td><td>a shard's holder</td></tr>
 * </table>
 *
 * <p>A service without state switches at once: new calls enter the new version, old ones end on the
 * old one. Run by the act's thread.
 */
public final class Handoff {
  private static final Logger LOG = LoggerFactory.getLogger(Handoff.class);

  private final ServiceBundle service;
  private final StagedVersion from;
  private final StagedVersion to;
  private final HandoffOptions options;
  private final RunningAct act;
  private final List<Duration> closed = new ArrayList<>();
  private long entries;
  private long bytes;

  /** From the version that serves to the one that is staged. */
  public Handoff(ServiceBundle service, HandoffOptions options, RunningAct act) {
    this(service, service.serving(), service.staged(), options, act);
  }

  private Handoff(
      ServiceBundle service,
      StagedVersion from,
      StagedVersion to,
      HandoffOptions options,
      RunningAct act) {
    this.service = service;
    this.from = from;
    this.to = to;
    this.options = options;
    this.act = act;
  }

  /**
   * Moves everything; afterwards the staged version serves and the other is staged.
   *
   * @throws RefusedException if something failed; the old version serves all shards again, or the
   *     message says which it does not
   */
  public Figures run() throws InterruptedException {
    service.gate().takeFigures();
    if (service.stateful()) {
      moveOrGoBack();
    } else {
      act.enter(Phase.CUT_OVER);
      service.leave();
      openAll(service.gate(), to);
    }
    Step.ALL_SHARDS_MOVED.reached();
    service.swap();
    to.behindGate().show();
    return new Figures(entries, bytes, closed, service.gate().takeFigures());
  }

  /** Moves shards to the version that serves already, if the other one holds some. */
  public static Figures rest(ServiceBundle service, HandoffOptions options, RunningAct act)
      throws InterruptedException {
    StagedVersion other = service.staged();
    if (other == null || service.shards().stream().noneMatch(shard -> heldBy(shard, other))) {
      return Figures.NONE;
    }
    Handoff rest = new Handoff(service, service.staged(), service.serving(), options, act);
    rest.move();
    return new Figures(rest.entries, rest.bytes, rest.closed, service.gate().takeFigures());
  }

  /** Opens all gates of a service without state to a version. */
  public static void openAll(ServiceGate gate, StagedVersion version) {
    gate.unsharded().open(version.unsharded());
    for (int shard = 0; shard < gate.shards(); shard++) {
      gate.shard(shard).open(version.behindGate().occupant(shard, null));
    }
  }

  private void moveOrGoBack() throws InterruptedException {
    try {
      move();
    } catch (RuntimeException | Error failed) {
      List<String> stay = goBack();
      if (stay.isEmpty()) {
        throw refusal(failed);
      }
      throw new RefusedException(
          refusal(failed).getMessage()
              + "\nWhat had moved could not go back: "
              + String.join("; ", stay)
              + ". Both versions serve, each its own shards; 'upgrade' again goes on, 'abort' goes back",
          failed);
    }
  }

  private void move() throws InterruptedException {
    List<Shard> moving =
        service.shards().stream().filter(s -> s.tables() != null && !heldBy(s, to)).toList();
    List<Follower> followers = new ArrayList<>();
    try {
      catchUp(moving, followers);
      cutOver(moving, followers);
    } finally {
      service.movesTo("");
      followers.forEach(Follower::cancel);
    }
  }

  private void catchUp(List<Shard> moving, List<Follower> followers) {
    act.enter(Phase.CATCH_UP);
    long total = moving.stream().mapToLong(s -> s.tables().entries()).sum();
    List<VersionState> readers = List.of(from.state(), to.state());
    long done = 0;
    act.count(0, total, "entries");
    for (Shard shard : moving) {
      act.checkAbort();
      Follower follower = shard.follow(to.state(), readers);
      followers.add(follower);
      long before = done;
      follower.load(n -> act.count(before + n, total, "entries"));
      done += follower.entries();
      bytes += follower.bytes();
    }
    entries += done;
  }

  private void cutOver(List<Shard> moving, List<Follower> followers) throws InterruptedException {
    act.enter(Phase.CUT_OVER);
    service.movesTo(to.version());
    ServiceGate gate = service.gate();
    ShardGate unsharded = gate.unsharded();
    Occupant old = unsharded.occupant();
    new Drain(
            gate.closing(),
            unsharded,
            unsharded::close,
            () -> unsharded.open(old),
            options,
            act,
            from.label())
        .closeAndDrain();
    try {
      unsharded.open(to.unsharded());
    } finally {
      gate.closing().release();
    }
    for (int i = 0; i < moving.size(); i++) {
      act.checkAbort();
      Shard shard = moving.get(i);
      Lock lock = service.lock(shard.id().number());
      lock.lock();
      try {
        closed.add(new CutOver(shard, gate, from, options, act).move(followers.get(i)));
      } finally {
        lock.unlock();
      }
      act.count(i + 1L, moving.size(), "shards");
    }
  }

  /** What the state core says of values, migrations and copies is for the operator as it stands. */
  private RefusedException refusal(Throwable failed) {
    if (failed instanceof RefusedException refused) {
      return refused;
    }
    boolean expected =
        failed instanceof MigrationFailedException
            || failed instanceof UnreadableStateException
            || failed instanceof ChangedInPlaceException;
    return new RefusedException(
        (expected ? failed.getMessage() : to.label() + " could not take over: " + failed)
            + ". "
            + from.label()
            + " keeps serving",
        failed);
  }

  /** What of the shards could not go back, in words. */
  private List<String> goBack() throws InterruptedException {
    List<Shard> moved = service.shards().stream().filter(s -> heldBy(s, to)).toList();
    List<String> stay = new ArrayList<>();
    if (!moved.isEmpty()) {
      LOG.warn("{} shards of {} go back to {}", moved.size(), service.name(), from.label());
      List<String> wayBack = to.state().compatibility(from.state(), true).problems();
      if (!wayBack.isEmpty()) {
        return wayBack;
      }
    }
    RunningAct back = new RunningAct(act.title() + ", back");
    Handoff handback = new Handoff(service, to, from, options, back);
    try {
      handback.move();
    } catch (RuntimeException | Error failed) {
      stay.add(failed.getMessage());
    }
    closed.addAll(handback.closed);
    return stay;
  }

  private static boolean heldBy(Shard shard, StagedVersion version) {
    return shard.tables() != null && shard.tables().version() == version.state();
  }
}
