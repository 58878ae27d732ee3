package dev.baton.container.upgrade;

import dev.baton.container.Phase;
import dev.baton.container.RefusedException;
import dev.baton.container.Report;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.StateUnavailableException;
import dev.baton.state.shard.Shard;
import dev.baton.state.step.Step;
import dev.baton.state.table.ShardTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what older schemas wrote again in the schema that serves, then removes the other version.
 * Calls go on meanwhile. Until it is done the other version stays, since it can read what is left.
 */
final class Finish {
  private static final Logger LOG = LoggerFactory.getLogger(Finish.class);
  private static final int ENTRIES_PER_SECOND = 100_000;
  private static final Duration BATCH_LIMIT = Duration.ofSeconds(20);
  private static final Duration LAST_CALLS_LIMIT = Duration.ofSeconds(30);

  private final Node node;
  private final ServiceBundle service;
  private final RunningAct act;

  Finish(Node node, ServiceBundle service, RunningAct act) {
    this.node = node;
    this.service = service;
    this.act = act;
  }

  /** Ends a change that was held. */
  Report held() throws InterruptedException {
    ServiceRecord record = node.record().service(service.name());
    if (!record.held() && service.staged() == null && record.isFinished()) {
      throw new RefusedException(
          "Nothing of " + service.name() + " is held; " + service.serving().label() + " serves");
    }
    run(record);
    return Reports.plain(
        "finish",
        service.name(),
        record.previous() == null ? "" : record.previous(),
        record.current(),
        act,
        List.of());
  }

  /** Runs the phase. */
  void run(ServiceRecord record) throws InterruptedException {
    act.enter(Phase.FINISH);
    new Gathering(node, service, act).onServing();
    Step.OLD_SCHEMAS_REENCODED.reached();
    removeOld();
    List<String> elsewhere = node.parts().each(Parts.Verb.FINISH, service.name());
    if (!elsewhere.isEmpty()) {
      throw new RefusedException(
          service.serving().label()
              + " serves, and "
              + String.join("; ", elsewhere)
              + ". 'finish "
              + service.name()
              + "' tries again");
    }
    node.record().write(record.finished());
    Step.FINISH_RECORDED.reached();
  }

  /** Removes the version that served before, after its last calls. */
  void removeOld() throws InterruptedException {
    StagedVersion old = service.staged();
    if (old != null) {
      awaitLastCalls(old);
      service.stage(null);
      node.routing().remove(old.behindGate());
      node.staging().remove(old);
    }
  }

  /**
   * Writes what other schemas left again in the schema that serves. A shard that is being taken
   * over is waited for; one that is moved meanwhile is left to whoever asks again.
   *
   * @return the shards that the serving version holds, of which nothing else is left
   * @throws InterruptedException if the node is stopping; some of it may be left
   */
  List<Integer> reencode() throws InterruptedException {
    List<Integer> level = new ArrayList<>();
    List<Shard> here = service.shards().stream().filter(this::isSettledHere).toList();
    long total = here.stream().mapToLong(Finish::outdated).sum();
    long done = 0;
    act.count(0, total, "entries");
    for (Shard shard : here) {
      long before = done;
      done += reencode(shard, n -> act.count(before + n, total, "entries"));
      if (isLevel(shard)) {
        level.add(shard.id().number());
      }
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("The node is stopping");
    }
    return level;
  }

  private static long outdated(Shard shard) {
    ShardTables held = shard.tables();
    return held == null ? 0 : held.outdated();
  }

  private static long reencode(Shard shard, LongConsumer progress) {
    try {
      return shard.reencode(
          ENTRIES_PER_SECOND, () -> Thread.currentThread().isInterrupted(), progress, BATCH_LIMIT);
    } catch (StateUnavailableException moved) {
      LOG.info("{} was moved while it was written again", shard.id());
      return 0;
    }
  }

  private boolean isLevel(Shard shard) {
    ShardTables held = shard.tables();
    return held != null && held.version() == service.serving().state() && held.outdated() == 0;
  }

  /** Whoever takes a shard over or moves it has its lock until all of it is here, or gone. */
  private boolean isSettledHere(Shard shard) {
    Lock lock = service.lock(shard.id().number());
    lock.lock();
    try {
      return shard.tables() != null;
    } finally {
      lock.unlock();
    }
  }

  /** Calls that began on the old version of a stateless service end there before it is removed. */
  private void awaitLastCalls(StagedVersion old) throws InterruptedException {
    if (!service.awaitLastCalls(old.version(), LAST_CALLS_LIMIT)) {
      act.waitsFor("calls that still run on " + old.label());
      throw new RefusedException(
          "Calls still run on "
              + old.label()
              + " after "
              + LAST_CALLS_LIMIT.toSeconds()
              + " s, so it stays installed; "
              + service.serving().label()
              + " serves. 'finish "
              + service.name()
              + "' removes it when they have ended");
    }
  }
}
