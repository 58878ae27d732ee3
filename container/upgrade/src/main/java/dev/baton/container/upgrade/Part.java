package dev.baton.container.upgrade;

import dev.baton.container.HandoffOptions;
import dev.baton.container.RefusedException;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.artifact.BundleFile;
import dev.baton.container.upgrade.handoff.Figures;
import dev.baton.container.upgrade.handoff.Handoff;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord.Kept;
import dev.baton.container.upgrade.stage.Installed;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.step.Step;
import java.util.List;

/**
 * What one node does in a change of version, the same on the node that leads it and on all others.
 * Each step may be asked for again: what is done already is left as it is.
 */
final class Part {
  private final Node node;
  private final ServiceBundle service;
  private final RunningAct act;

  Part(Node node, ServiceBundle service, RunningAct act) {
    this.node = node;
    this.service = service;
    this.act = act;
  }

  /**
   * Stages a version beside the one that serves.
   *
   * @param notes takes what an operator should know
   * @throws RefusedException if it cannot take over here; it is removed again
   */
  void stage(Kept kept, List<String> notes) throws InterruptedException {
    if (service.at(kept.version()) != null) {
      return;
    }
    if (service.staged() != null) {
      throw new RefusedException(
          service.staged().label() + " is staged beside " + service.serving().label());
    }
    BundleFile file = BundleFile.read(node.exchange().bring(kept.sha256()));
    stage(node.installation().install(file), notes);
  }

  /** Stages what is installed. */
  void stage(Installed installed, List<String> notes) throws InterruptedException {
    ChangeCheck check = new ChangeCheck(node, service, notes);
    StagedVersion staged = null;
    try {
      staged = node.staging().start(installed, new LateCaller(node, service.name()));
      node.staging().ready(staged);
      check.requireFit(staged);
      node.staging().prepare(staged);
      notes.addAll(node.routing().add(staged.behindGate()));
      service.stage(staged);
    } catch (RuntimeException | Error refused) {
      if (staged != null) {
        remove(staged);
      }
      throw check.serves(refused);
    }
  }

  /**
   * Hands all shards that this node holds to a version that is started here, which serves from then
   * on.
   *
   * @throws RefusedException if that failed; the other version serves them all again, or the
   *     message says which it does not
   */
  Figures handOver(String version, HandoffOptions options) throws InterruptedException {
    StagedVersion to = service.at(version);
    if (to == null) {
      throw new RefusedException(service.name() + " " + version + " is not started here");
    }
    return to == service.serving()
        ? Handoff.rest(service, options, act)
        : new Handoff(service, options, act).run();
  }

  /**
   * Writes what other schemas left again in the schema that serves.
   *
   * @return the shards here of which nothing else is left
   */
  List<Integer> reencode() throws InterruptedException {
    return new Finish(node, service, act).reencode();
  }

  /** Removes the version that does not serve, unless it holds shards. */
  void unstage() throws InterruptedException {
    StagedVersion other = service.staged();
    if (other != null && !service.shardsByVersion().containsKey(other.version())) {
      service.stage(null);
      remove(other);
    }
  }

  /** Removes the version that served before, after its last calls. */
  void finish() throws InterruptedException {
    Finish finish = new Finish(node, service, act);
    List<Integer> unused = finish.reencode();
    Step.OLD_SCHEMAS_REENCODED.reached();
    finish.removeOld();
  }

  private void remove(StagedVersion version) throws InterruptedException {
    node.routing().remove(version.behindGate());
    node.staging().remove(version);
  }
}
