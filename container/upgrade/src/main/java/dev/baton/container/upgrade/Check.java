package dev.baton.container.upgrade;

import dev.baton.container.RefusedException;
import dev.baton.container.Report;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.artifact.BundleFile;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.stage.Installed;
import dev.baton.container.upgrade.stage.StagedVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a file as a deploy or an upgrade would, and leaves everything as it was. */
final class Check {
  private final Node node;

  Check(Node node) {
    this.node = node;
  }

  Report check(BundleFile file, boolean staticOnly, RunningAct act) throws InterruptedException {
    Optional<ServiceBundle> service = node.find(file.name());
    List<String> notes = new ArrayList<>();
    if (service.isPresent() && !staticOnly) {
      new ChangeCheck(node, service.get(), notes).rehearse(file);
    } else {
      checkAlone(file, service, staticOnly, notes);
    }
    notes.add(
        staticOnly ? "looked at the files alone" : "staged and removed again; nothing was changed");
    String from = service.map(s -> s.serving().version()).orElse("");
    return Reports.plain("check", file.name(), from, file.version().toString(), act, notes);
  }

  private void checkAlone(
      BundleFile file, Optional<ServiceBundle> service, boolean staticOnly, List<String> notes)
      throws InterruptedException {
    if (service.isPresent()) {
      new ChangeCheck(node, service.get(), notes)
          .requireNewer(file, node.record().service(file.name()));
    }
    Installed installed = node.installation().install(file);
    ServiceRecord record = node.record().service(file.name());
    int before =
        service
            .map(s -> s.gate().shards())
            .orElse(record == null || record.shards() == 0 ? -1 : record.shards());
    if (before >= 0 && before != installed.shards()) {
      node.installation().remove(installed);
      throw new RefusedException(
          file + " says " + installed.shards() + " shards, and " + file.name() + " has " + before);
    }
    if (file.service()) {
      notes.add(installed.shards() + " shards if it keeps state");
    }
    if (staticOnly || !file.service()) {
      node.installation().remove(installed);
      return;
    }
    StagedVersion staged = node.staging().start(installed, new LateCaller(node, file.name()));
    try {
      node.staging().ready(staged);
      notes.addAll(staged.behindGate().warnings());
    } finally {
      node.staging().remove(staged);
    }
  }
}
