package dev.baton.container.upgrade;

import dev.baton.container.Act;
import dev.baton.container.Phase;
import dev.baton.container.RefusedException;
import dev.baton.container.Report;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.backup.KeptBackup;
import dev.baton.container.upgrade.backup.Manifest;
import dev.baton.container.upgrade.record.LibraryRecord;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.record.ServiceRecord.Kept;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Brings back what a backup holds.
 *
 * <table>
 * <caption>Phases</caption>
 * <tr><th>phase</th><th>what happens</th><th>if it fails, or the node dies</th></tr>
 * <tr><td>check</td><td>everything in the backup is read; nothing of it may be here</td>
 *     <td>nothing was changed</td></tr>
 * <tr><td>stage</td><td>libraries are deployed</td><td>those that are, stay; a restore goes on
 *     from there</td></tr>
 * <tr><td>copy</td><td>service after service: its shards are filled, then it is recorded as
 *     deployed</td><td>that service is not deployed, those before it are; {@code restore DIR
 *     SERVICE} brings another one</td></tr>
 * </table>
 */
final class Restore {
  private final Node node;
  private final RunningAct act;
  private final List<String> notes = new ArrayList<>();

  Restore(Node node, RunningAct act) {
    this.node = node;
    this.act = act;
  }

  /**
   * @param only the one service to bring back, or null for all
   */
  Report run(Path given, String only) throws InterruptedException {
    Path directory = given.toAbsolutePath().normalize();
    KeptBackup backup = KeptBackup.verified(directory, act);
    List<Manifest.Service> services = backup.services(only);
    node.record().refresh();
    requireAbsent(services);
    List<LibraryRecord> libraries = missing(backup.manifest().libraries());
    act.enter(Phase.STAGE);
    for (LibraryRecord library : libraries) {
      Kept kept = new Kept(library.version(), library.sha256());
      await(
          node.lead(
              library.name(),
              "deploy " + library.name() + " " + library.version(),
              each -> new Deployment(node).deploy(backup.artifact(kept), each)));
      notes.add("library " + library.name() + " " + library.version());
    }
    act.enter(Phase.COPY);
    restore(backup, services);
    notes.add("of " + backup.manifest().date() + ", from " + backup.manifest().node());
    return Reports.plain("restore", directory.toString(), "", "", act, notes);
  }

  private void requireAbsent(List<Manifest.Service> services) {
    List<String> problems = new ArrayList<>();
    for (Manifest.Service each : services) {
      ServiceRecord here = node.record().service(each.name());
      if (here != null && here.current() != null) {
        problems.add(each.name() + " is deployed, as version " + here.current());
      } else if (here != null && !here.isRemains()) {
        problems.add(
            each.name()
                + " is undeployed and its state is kept here; 'undeploy "
                + each.name()
                + " --discard-state' gives that up");
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(
          String.join("; ", problems)
              + ". A backup is brought back where its services are not; 'restore DIR SERVICE'"
              + " brings one of them. Nothing was changed");
    }
  }

  private List<LibraryRecord> missing(List<LibraryRecord> libraries) {
    List<LibraryRecord> missing = new ArrayList<>();
    for (LibraryRecord wanted : libraries) {
      LibraryRecord here =
          node.record().libraries().stream()
              .filter(each -> each.name().equals(wanted.name()))
              .filter(each -> each.version().equals(wanted.version()))
              .findFirst()
              .orElse(null);
      if (here == null) {
        missing.add(wanted);
      } else if (!here.sha256().equals(wanted.sha256())) {
        throw new RefusedException(
            "Library "
                + wanted.name()
                + " "
                + wanted.version()
                + " is deployed here with other content than in the backup; nothing was changed");
      }
    }
    return missing;
  }

  /** One service may need another: those that cannot come yet are tried again after the others. */
  private void restore(KeptBackup backup, List<Manifest.Service> services)
      throws InterruptedException {
    List<Manifest.Service> open = new ArrayList<>(services);
    Map<String, String> failures = new LinkedHashMap<>();
    boolean progress = true;
    while (!open.isEmpty() && progress) {
      progress = false;
      failures.clear();
      for (Manifest.Service each : List.copyOf(open)) {
        act.checkAbort();
        act.waitsFor(each.name());
        try {
          restore(backup, each);
          open.remove(each);
          progress = true;
        } catch (RefusedException failed) {
          failures.put(each.name(), failed.getMessage());
        }
      }
    }
    act.waitsFor("");
    if (!open.isEmpty()) {
      List<String> words = new ArrayList<>();
      failures.forEach((name, why) -> words.add(name + ": " + why));
      throw new RefusedException(
          "Not deployed: "
              + String.join("; ", words)
              + (notes.isEmpty() ? "" : "; deployed: ")
              + String.join(", ", notes));
    }
  }

  private void restore(KeptBackup backup, Manifest.Service service) throws InterruptedException {
    for (Kept kept : service.artifacts()) {
      node.artifacts().keep(backup.artifact(kept).path());
    }
    RestoredService restored = new RestoredService(backup, service);
    Report report =
        await(
            node.lead(
                service.name(),
                "restore " + service.name() + " " + service.version(),
                each -> new Deployment(node).restore(restored, each)));
    notes.add(service.name() + " " + service.version() + ": " + String.join(", ", report.notes()));
  }

  private static Report await(Act each) throws InterruptedException {
    try {
      return each.result().toCompletableFuture().get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RefusedException refused) {
        throw refused;
      }
      throw new RefusedException(String.valueOf(failed.getCause()), failed.getCause());
    }
  }
}
