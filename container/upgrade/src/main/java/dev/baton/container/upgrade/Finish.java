package dev.baton.container.upgrade;

import dev.baton.container.Phase;
import dev.baton.container.RefusedException;
import dev.baton.container.Report;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.shard.Shard;
import dev.baton.state.step.Step;
import dev.baton.state.table.ShardTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what older schemas wrote again in the schema that serves, then removes the other version.
 * Calls go on meanwhile. Until it is done the other version stays, since it can read what is left.
 */
final class Finish {
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
   * Writes what other schemas left again in the schema that serves.
   *
   * @return the shards that the serving version holds, of which nothing else is left
   * @throws InterruptedException if the node is stopping; some of it may be left
   */
  List<Integer> reencode() throws InterruptedException {
    List<Integer> level = new ArrayList<>();
    long total = shardsHere().stream().mapToLong(Shard::outdated).sum();
    long done = 0;
    act.count(0, total, "entries");
    for (Shard shard : shardsHere()) {
      long before = done;
      done +=
          shard.reencode(
              ENTRIES_PER_SECOND,
              () -> Thread.currentThread().isInterrupted(),
              n -> act.count(before + n, total, "entries"),
              BATCH_LIMIT);
      if (isLevel(shard)) {
        level.add(shard.id().number());
      }
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("The node is stopping");
    }
    return level;
  }

  private boolean isLevel(Shard shard) {
    ShardTables held = shard.tables();
    return held != null && held.version() == service.serving().state() && held.outdated() == 0;
  }

  private List<Shard> shardsHere() {
    return service.shards().stream().filter(shard -> shard.tables() != null).toList();
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
