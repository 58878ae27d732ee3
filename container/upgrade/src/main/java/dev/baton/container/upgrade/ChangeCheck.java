package dev.baton.container.upgrade;

import dev.baton.container.RefusedException;
import dev.baton.container.upgrade.artifact.BundleFile;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.stage.Installed;
import dev.baton.container.upgrade.stage.StagedVersion;
import dev.baton.state.table.Compatibility;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Version;

/** Compares what is to serve a service with what serves it; refuses before anything has changed. */
final class ChangeCheck {
  private final Node node;
  private final ServiceBundle service;
  private final List<String> notes;

  /**
   * @param notes takes what an operator should know of a change that is not refused
   */
  ChangeCheck(Node node, ServiceBundle service, List<String> notes) {
    this.node = node;
    this.service = service;
    this.notes = notes;
  }

  /** Refuses a file that is not newer than what serves. */
  void requireNewer(BundleFile file, ServiceRecord record) {
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

  /** Refuses another number of shards, and uninstalls. */
  void requireShards(Installed installed) {
    int shards = service.gate().shards();
    if (installed.shards() != shards) {
      node.installation().remove(installed);
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

  /** Refuses a version that cannot take over from the one that serves; notes what is lost. */
  void requireFit(StagedVersion staged) {
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

  /** Refuses another change while the last one is held. */
  void requireNotHeld(ServiceRecord record) {
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

  /** Stages a file, compares, and removes it again. */
  void rehearse(BundleFile file) throws InterruptedException {
    requireNewer(file, node.record().service(service.name()));
    Installed installed = node.installation().install(file);
    requireShards(installed);
    StagedVersion staged = node.staging().start(installed, new LateCaller(node, service.name()));
    try {
      node.staging().ready(staged);
      requireFit(staged);
    } catch (RefusedException refused) {
      throw serves(refused);
    } finally {
      node.staging().remove(staged);
    }
  }

  /** As refused, and says who keeps serving. */
  RefusedException serves(Throwable refused) {
    String message =
        refused instanceof RefusedException ? refused.getMessage() : refused.toString();
    String still = service.serving().label() + " keeps serving";
    return new RefusedException(
        message.contains(still) ? message : message + ". " + still, refused);
  }
}
