package dev.baton.container.upgrade;

import dev.baton.container.HandoffOptions;
import dev.baton.container.Phase;
import dev.baton.container.RefusedException;
import dev.baton.container.Report;
import dev.baton.container.cluster.Peer;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.artifact.BundleFile;
import dev.baton.container.upgrade.handoff.Figures;
import dev.baton.container.upgrade.handoff.Handoff;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.record.ServiceRecord.Kept;
import dev.baton.container.upgrade.stage.Installed;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.step.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes the version of a service: upgrade and rollback are the same, and differ in where the
 * artifact comes from and which way the version goes.
 *
 * <table>
 * <caption>What is on disk, and what a restart makes of it</caption>
 * <tr><th>record</th><th>after a restart serves</th></tr>
 * <tr><td>before the change is recorded</td><td>the old version</td></tr>
 * <tr><td>{@code next} recorded, before the outcome is</td><td>the old version, which reads what the
 *     next one wrote through it; the next one if there is no way back</td></tr>
 * <tr><td>outcome recorded, not finished</td><td>the new version; a finish follows by itself unless it
 *     is held</td></tr>
 * </table>
 */
final class Change {
  private final Node node;
  private final ServiceBundle service;
  private final HandoffOptions options;
  private final RunningAct act;
  private final List<String> notes = new ArrayList<>();
  private final ChangeCheck check;

  Change(Node node, ServiceBundle service, HandoffOptions options, RunningAct act) {
    this.node = node;
    this.service = service;
    this.options = options;
    this.act = act;
    this.check = new ChangeCheck(node, service, notes);
  }

  /** Replaces the version that serves by a newer one from a file. */
  Report upgrade(BundleFile file) throws InterruptedException {
    ServiceRecord record = record();
    check.requireNotHeld(record);
    check.requireNewer(file, record);
    if (!takesStaged(file.version().toString(), record)) {
      Installed installed = node.installation().install(file);
      stage(installed, keep(file, installed));
    }
    return handOff("upgrade", record);
  }

  /** Hands the service to a version whose artifact is kept. */
  Report rollback(String wanted) throws InterruptedException {
    ServiceRecord record = record();
    check.requireNotHeld(record);
    String version = wanted != null ? wanted : record.previous();
    Kept kept = version == null ? null : record.artifact(version);
    if (kept == null || kept.version().equals(record.current())) {
      List<String> others = new ArrayList<>(record.keptVersions());
      others.remove(record.current());
      throw new RefusedException(
          (version == null
                  ? service.name() + " has no version before " + record.current()
                  : version.equals(record.current())
                      ? service.name() + " is at " + version + " already"
                      : "No kept artifact of " + service.name() + " " + version)
              + (others.isEmpty() ? "" : "; kept: " + String.join(", ", others))
              + ". "
              + service.serving().label()
              + " keeps serving");
    }
    if (!takesStaged(version, record)) {
      BundleFile file = BundleFile.read(node.exchange().bring(kept.sha256()));
      stage(node.installation().install(file), kept);
    }
    return handOff("rollback", record);
  }

  /**
   * Whether the wanted version is staged already: a hand-off stopped half way, or its finish did.
   */
  private boolean takesStaged(String version, ServiceRecord record) {
    StagedVersion staged = service.staged();
    if (staged == null) {
      return false;
    }
    if (!staged.version().equals(version)) {
      throw new RefusedException(
          staged.label()
              + " is staged beside "
              + service.serving().label()
              + "; '"
              + (record.next() == null ? "finish " : "abort ")
              + service.name()
              + "' removes it first");
    }
    if (record.next() == null) {
      check.requireFit(staged);
      node.record().write(record.begin(record.artifact(version)));
    }
    return true;
  }

  /**
   * Hands a service back to the version it had before a change that is held, or that failed half
   * way.
   */
  Report goBack() throws InterruptedException {
    if (service.staged() == null) {
      node.record().write(record().released());
      return rollback(record().previous());
    }
    ServiceRecord before = record();
    if (!before.held()) {
      return gatherOnOld(before);
    }
    node.record().write(before.begin(before.artifact(service.staged().version())));
    Step.CHANGE_RECORDED.reached();
    return handOff("abort", before);
  }

  /**
   * Ends a change whose leader died before its outcome was recorded: every node serves the version
   * of before again.
   */
  Report takeBack() throws InterruptedException {
    ServiceRecord before = record();
    String next = before.next();
    Part part = new Part(node, service, act);
    Figures figures = Figures.NONE;
    if (service.at(before.current()) != null) {
      figures = part.handOver(before.current(), options);
    }
    for (Peer peer : node.parts().others()) {
      figures =
          figures.plus(node.parts().handOver(peer, service.name(), before.current(), options));
    }
    StagedVersion other = service.staged();
    if (other != null) {
      giveUp(other, before);
    } else {
      node.parts().each(Parts.Verb.UNSTAGE, service.name());
      node.record().write(before.abandon());
    }
    return Reports.of("abort", service.name(), next, before.current(), act, figures, notes);
  }

  /** Brings the shards back that an earlier hand-off left with the version it was going to. */
  private Report gatherOnOld(ServiceRecord before) throws InterruptedException {
    StagedVersion old = service.serving();
    StagedVersion next = service.staged();
    service.swap();
    Figures figures;
    try {
      figures = new Handoff(service, options, act).run();
      for (Peer peer : node.parts().others()) {
        figures = figures.plus(node.parts().handOver(peer, service.name(), old.version(), options));
      }
    } catch (RuntimeException | Error failed) {
      service.swap();
      throw failed;
    }
    giveUp(next, before);
    return Reports.of("abort", service.name(), next.version(), old.version(), act, figures, notes);
  }

  private void stage(Installed installed, Kept kept) throws InterruptedException {
    act.enter(Phase.STAGE);
    ServiceRecord before = record();
    check.requireShards(installed);
    Part part = new Part(node, service, act);
    try {
      node.record().write(before.begin(kept));
      Step.CHANGE_RECORDED.reached();
      part.stage(installed, notes);
      node.parts().stage(service.name(), kept, notes);
      Step.NODES_STAGED.reached();
    } catch (RuntimeException | Error refused) {
      part.unstage();
      node.parts().each(Parts.Verb.UNSTAGE, service.name());
      node.record().write(before);
      throw check.serves(refused);
    }
  }

  private Report handOff(String verb, ServiceRecord before) throws InterruptedException {
    StagedVersion from = service.serving();
    StagedVersion to = service.staged();
    Figures figures;
    try {
      figures = everywhere(from, to);
    } catch (RuntimeException | Error failed) {
      giveUp(to, before);
      throw failed;
    }
    ServiceRecord moved = node.record().write(record().moved(options.hold()));
    Step.OUTCOME_RECORDED.reached();
    if (options.hold()) {
      act.enter(Phase.HELD);
      notes.add(
          from.label()
              + " stays staged until 'finish "
              + service.name()
              + "' or 'abort "
              + service.name()
              + "'");
    } else {
      new Finish(node, service, act).run(moved);
    }
    return Reports.of(verb, service.name(), from.version(), to.version(), act, figures, notes);
  }

  /**
   * Node by node, this one first; if one of them cannot, those before it go back. Shards that were
   * taken over meanwhile from a node that died are found by the second round.
   */
  private Figures everywhere(StagedVersion from, StagedVersion to) throws InterruptedException {
    List<Peer> done = new ArrayList<>();
    Figures figures = new Handoff(service, options, act).run();
    try {
      for (Peer peer : node.parts().others()) {
        act.waitsFor(peer.name());
        figures = figures.plus(node.parts().handOver(peer, service.name(), to.version(), options));
        done.add(peer);
        Step.NODE_MOVED.reached();
      }
      figures = figures.plus(Handoff.rest(service, options, act));
      for (Peer peer : done) {
        figures = figures.plus(node.parts().handOver(peer, service.name(), to.version(), options));
      }
      return figures;
    } catch (RuntimeException | Error failed) {
      act.waitsFor("");
      backEverywhere(from, done, failed);
      throw failed;
    }
  }

  private void backEverywhere(StagedVersion from, List<Peer> done, Throwable cause)
      throws InterruptedException {
    for (Peer peer : done) {
      try {
        Figures unused = node.parts().handOver(peer, service.name(), from.version(), options);
      } catch (RefusedException stays) {
        cause.addSuppressed(stays);
      }
    }
    try {
      new Handoff(service, options, new RunningAct(act.title() + ", back")).run();
    } catch (RefusedException stays) {
      cause.addSuppressed(stays);
    }
  }

  /** Removes what was staged, and every trace of its schema, unless it still holds shards. */
  private void giveUp(StagedVersion to, ServiceRecord before) throws InterruptedException {
    if (service.shardsByVersion().containsKey(to.version())) {
      return;
    }
    try {
      new Gathering(node, service, act).onServing();
    } catch (RefusedException notAll) {
      notes.add(notAll.getMessage());
      return;
    }
    new Part(node, service, act).unstage();
    List<String> elsewhere = node.parts().each(Parts.Verb.UNSTAGE, service.name());
    if (elsewhere.isEmpty()) {
      node.record().write(before.abandon());
    } else {
      notes.addAll(elsewhere);
    }
  }

  private Kept keep(BundleFile file, Installed installed) {
    try {
      String digest = node.artifacts().keep(file.path());
      Step.ARTIFACT_KEPT.reached();
      return new Kept(file.version().toString(), digest);
    } catch (RefusedException full) {
      node.installation().remove(installed);
      throw full;
    }
  }

  private ServiceRecord record() {
    return node.record().service(service.name());
  }
}
