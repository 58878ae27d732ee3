package dev.baton.container.upgrade;

import dev.baton.container.HandoffOptions;
import dev.baton.container.Phase;
import dev.baton.container.RefusedException;
import dev.baton.container.Report;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.artifact.BundleFile;
import dev.baton.container.upgrade.handoff.Figures;
import dev.baton.container.upgrade.handoff.Handoff;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.record.ServiceRecord.Kept;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.container.upgrade.stage.Staging.Installed;
import dev.baton.state.step.Step;
import dev.baton.state.table.Compatibility;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Version;

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

  Change(Node node, ServiceBundle service, HandoffOptions options, RunningAct act) {
    this.node = node;
    this.service = service;
    this.options = options;
    this.act = act;
  }

  /** Replaces the version that serves by a newer one from a file. */
  Report upgrade(BundleFile file) throws InterruptedException {
    ServiceRecord record = record();
    refuseIfHeld(record);
    checkNewer(file, record);
    if (!takesStaged(file.version().toString(), record)) {
      Installed installed = node.staging().install(file);
      stage(installed, keep(file, installed));
    }
    return handOff("upgrade", record);
  }

  /** Hands the service to a version whose artifact is kept. */
  Report rollback(String wanted) throws InterruptedException {
    ServiceRecord record = record();
    refuseIfHeld(record);
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
      BundleFile file = BundleFile.read(node.artifacts().verified(kept.sha256()));
      stage(node.staging().install(file), kept);
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
      checkFits(staged);
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

  /** Brings the shards back that an earlier hand-off left with the version it was going to. */
  private Report gatherOnOld(ServiceRecord before) throws InterruptedException {
    StagedVersion old = service.serving();
    StagedVersion next = service.staged();
    service.swap();
    Figures figures;
    try {
      figures = new Handoff(service, options, act).run();
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
    checkShards(installed);
    StagedVersion staged = null;
    try {
      node.record().write(before.begin(kept));
      Step.CHANGE_RECORDED.reached();
      staged = node.staging().start(installed, new LateCaller(node, service.name()));
      node.staging().ready(staged);
      checkFits(staged);
      node.staging().prepare(staged);
      service.stage(staged);
    } catch (RuntimeException | Error refused) {
      if (staged != null) {
        node.staging().remove(staged);
      }
      node.record().write(before);
      throw serves(refused);
    }
  }

  private Report handOff(String verb, ServiceRecord before) throws InterruptedException {
    StagedVersion from = service.serving();
    StagedVersion to = service.staged();
    Figures figures;
    try {
      figures = new Handoff(service, options, act).run();
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

  /** Removes what was staged, and every trace of its schema, unless it still holds shards. */
  private void giveUp(StagedVersion to, ServiceRecord before) throws InterruptedException {
    if (service.shardsByVersion().containsKey(to.version())) {
      return;
    }
    new Finish(node, service, act).reencode();
    service.stage(null);
    node.staging().remove(to);
    node.record().write(before.abandon());
  }

  void checkNewer(BundleFile file, ServiceRecord record) {
    Version serving = Version.parseVersion(record.current());
    int order = file.version().compareTo(serving);
    if (order == 0) {
      throw new RefusedException(
          file + " is what serves already; a changed bundle needs a higher Bundle-Version");
    }
    if (order < 0) {
      throw new RefusedException(
          file
              + " is older than "
              + serving
              + ", which keeps serving; 'rollback "
              + service.name()
              + " "
              + file.version()
              + "' goes back");
    }
    if (!file.service()) {
      throw new RefusedException(file + " offers no service; " + serving + " keeps serving");
    }
  }

  private void checkShards(Installed installed) {
    int shards = service.gate().shards();
    if (installed.shards() != shards) {
      node.staging().remove(installed);
      throw new RefusedException(
          service.name()
              + " has "
              + shards
              + " shards, and "
              + installed.bundle().getVersion()
              + " says "
              + installed.shards()
              + "; the number of shards cannot change in an upgrade. "
              + service.serving().label()
              + " keeps serving");
    }
  }

  private void checkFits(StagedVersion staged) {
    boolean back = isOlder(staged);
    List<String> problems = new ArrayList<>(staged.behindGate().strange());
    // An older version cannot offer what came later, and its operator knows that.
    (back ? notes : problems).addAll(staged.behindGate().missing());
    if (staged.stateful() != service.stateful()) {
      problems.add(
          service.stateful()
              ? "it has no tables, and " + service.serving().label() + " has"
              : "it has tables, and "
                  + service.serving().label()
                  + " has none: undeploy and deploy");
    }
    Compatibility fits = service.serving().state().compatibility(staged.state(), back);
    problems.addAll(fits.problems());
    if (!problems.isEmpty()) {
      String remedy =
          back ? ". Instead, 'upgrade' to a newer version that repairs what made you go back" : "";
      throw new RefusedException(
          staged.label() + " cannot take over: " + String.join("; ", problems) + remedy);
    }
    notes.addAll(fits.notes());
    notes.addAll(staged.behindGate().warnings());
    if (!fits.reversible()) {
      notes.add("a rollback will not be possible: " + String.join("; ", fits.wayBack()));
    }
    Memory.checkSecondCopy(service, staged.label());
  }

  private boolean isOlder(StagedVersion staged) {
    return staged.bundle().getVersion().compareTo(service.serving().bundle().getVersion()) < 0;
  }

  private Kept keep(BundleFile file, Installed installed) {
    try {
      String digest = node.artifacts().keep(file.path());
      Step.ARTIFACT_KEPT.reached();
      return new Kept(file.version().toString(), digest);
    } catch (RefusedException full) {
      node.staging().remove(installed);
      throw full;
    }
  }

  private void refuseIfHeld(ServiceRecord record) {
    if (record.held()) {
      throw new RefusedException(
          "The last change of "
              + service.name()
              + ", from "
              + record.previous()
              + " to "
              + record.current()
              + ", is held; 'finish "
              + service.name()
              + "' or 'abort "
              + service.name()
              + "' first");
    }
  }

  /** Notes of the check, for a report. */
  List<String> notes() {
    return notes;
  }

  /** Stages a file, compares, and removes it again. */
  void rehearse(BundleFile file) throws InterruptedException {
    checkNewer(file, record());
    Installed installed = node.staging().install(file);
    checkShards(installed);
    StagedVersion staged = node.staging().start(installed, new LateCaller(node, service.name()));
    try {
      node.staging().ready(staged);
      checkFits(staged);
    } catch (RefusedException refused) {
      throw serves(refused);
    } finally {
      node.staging().remove(staged);
    }
  }

  private RefusedException serves(Throwable refused) {
    String message =
        refused instanceof RefusedException ? refused.getMessage() : refused.toString();
    String still = service.serving().label() + " keeps serving";
    return new RefusedException(
        message.contains(still) ? message : message + ". " + still, refused);
  }

  private ServiceRecord record() {
    return node.record().service(service.name());
  }
}
